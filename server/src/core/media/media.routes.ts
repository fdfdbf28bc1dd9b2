import Type from 'typebox'
import { require } from '#platform/access'
import type { App } from '#platform/module'
import { Id, NoContent, Nullable } from '#platform/openapi'
import { common } from '#platform/problems'
import { MediaOut, documentLimit, open, ownMedia, removeOwn, upload } from './files.ts'
import { refuse } from './refusals.ts'

const params = Type.Object({ id: Id })
const Uploaded = Type.Object({ ...MediaOut.properties, uploadToken: Type.Optional(Nullable(Type.String({ description: 'For a visitor: attach as `<id>.<uploadToken>`' }))) })

export function mediaRoutes(app: App): void {
  app.post(
    '/',
    {
      config: { may: 'anyone', limit: { points: 120, seconds: 3600 }, idempotent: 'never' },
      schema: {
        summary: 'Upload a file',
        description:
          'One file in the multipart member `file`. Decided by content: JPEG, PNG, WebP, HEIC (becomes JPEG), PDF, plain text, docx, xlsx, pptx, odt, ods. Pictures are drawn anew without location data. A file that is not attached within a day is removed.',
        consumes: ['multipart/form-data'],
        body: Type.Object({ file: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }) }),
        response: { 201: Uploaded },
      },
      // The parts are read as a stream below; there is no parsed body to check.
      validatorCompiler: () => () => true,
    },
    async (req, reply) => {
      if (req.actor.kind !== 'anyone') require(req.actor, 'media.upload')
      if (!req.isMultipart()) throw common.unsupported_type()
      const part = await req.file({ limits: { files: 1, fileSize: await documentLimit(req.ctx) } })
      if (!part) throw common.invalid({ errors: [{ path: 'file', message: 'is needed' }] })
      const bytes = await part.toBuffer().catch((error: { code?: string }) => {
        throw error.code === 'FST_REQ_FILE_TOO_LARGE' ? refuse.too_large() : error
      })
      const { media, uploadToken } = await upload(req.ctx, { bytes, name: part.filename ?? '', declared: part.mimetype })
      return reply
        .code(201)
        .header('location', `/api/v1/media/${media.id}`)
        .send(uploadToken ? { ...media, uploadToken } : media)
    },
  )

  app.get('/:id', { config: { may: 'signed_in' }, schema: { summary: 'One of your files, with fresh links', params, response: { 200: MediaOut } } }, async (req) =>
    ownMedia(req.ctx, req.params.id),
  )

  app.delete(
    '/:id',
    { config: { may: 'signed_in' }, schema: { summary: 'Remove one of your files that is not attached', params, response: { 204: NoContent } } },
    async (req, reply) => {
      await removeOwn(req.ctx, req.params.id)
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/:id/file',
    {
      // The signature is the permission: links are handed out inside objects that the reader may see.
      config: { may: 'anyone' },
      schema: {
        summary: 'The bytes of a file, by a signed link',
        params,
        querystring: Type.Object({
          exp: Type.Integer({ minimum: 0, maximum: 1e11 }),
          sig: Type.String({ minLength: 1, maxLength: 100 }),
          variant: Type.Optional(Type.Literal('thumb')),
        }),
        response: { 200: { description: 'The file', content: { 'application/octet-stream': { schema: Type.Unsafe<never>({ type: 'string', format: 'binary' }) } } } },
      },
    },
    async (req, reply) => {
      const file = await open(req.ctx, req.params.id, req.query)
      if (file.size !== null) void reply.header('content-length', file.size)
      return reply
        .type(file.contentType)
        .headers({
          'content-disposition': `${file.inline ? 'inline' : 'attachment'}; filename="${file.name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(file.name).replaceAll(/['()*]/g, (c) => `%${c.codePointAt(0)!.toString(16).toUpperCase()}`)}`,
          'content-security-policy': "sandbox; default-src 'none'",
          'x-content-type-options': 'nosniff',
          'cross-origin-resource-policy': 'same-origin',
          'cache-control': 'private, max-age=1800, immutable',
        })
        .send(file.body as never)
    },
  )
}
