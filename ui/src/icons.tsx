import { forwardRef, type SVGProps } from 'react'

export interface IconProps extends Omit<SVGProps<SVGSVGElement>, 'ref'> {
  /** Pixels; 20 by default. */
  size?: number
  /** Spoken name; without it the icon is decoration. */
  label?: string
}
export type Icon = ReturnType<typeof stroke>

/** Our own set: 24 units square, strokes of 1.75 with round ends, each one a few lines. */
export function stroke(d: string, dots?: string) {
  return forwardRef<SVGSVGElement, IconProps>(function Icon({ size = 20, label, ...rest }, ref) {
    return (
      <svg
        ref={ref}
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.75}
        strokeLinecap="round"
        strokeLinejoin="round"
        focusable="false"
        {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
        style={{ flex: 'none', display: 'block' }}
        {...rest}
      >
        <path d={d} />
        {dots ? <path d={dots} fill="currentColor" stroke="none" /> : null}
      </svg>
    )
  })
}
const circle = (x: number, y: number, r: number) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0-${2 * r} 0z`
const box = (x: number, y: number, w: number, h: number, r: number) =>
  `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}a${r} ${r} 0 0 1-${r} ${r}h-${w - 2 * r}a${r} ${r} 0 0 1-${r}-${r}v-${h - 2 * r}a${r} ${r} 0 0 1 ${r}-${r}z`
const dot = (...at: [number, number, number?][]) => at.map(([x, y, r = 1.2]) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0-${2 * r} 0`).join('')

export const LogoIcon = /* @__PURE__ */ stroke('M4 12h16M8 12V7M16 12V7M12 5v14')
export const HomeIcon = /* @__PURE__ */ stroke('M4 11.2 12 4.5l8 6.7M6 9.8V19h12V9.8M10 19v-5h4v5')
export const RequestsIcon = /* @__PURE__ */ stroke('M5 4h14v16H5zM8.5 9h7M8.5 12.5h7M8.5 16h4')
export const FlameIcon = /* @__PURE__ */ stroke(
  'M12 3c.6 3.2 5.5 5.8 5.5 10.6A5.5 5.5 0 0 1 12 19.5a5.5 5.5 0 0 1-5.5-5.9c0-2.3 1.3-3.7 2.3-5 .4 1.4 1.1 2 1.9 2.3C10.4 8 10.8 5.2 12 3ZM12 19.5c-1.5-1-2.2-2-2.2-3.2 0-1.3 1-2.2 2.2-3.3 1.2 1.1 2.2 2 2.2 3.3 0 1.2-.7 2.2-2.2 3.2Z',
)
export const WalletIcon = /* @__PURE__ */ stroke('M4 7.5h15a1 1 0 0 1 1 1V18a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6.5A1.5 1.5 0 0 1 5.5 5H17v2.5M20 11.5h-4.5a1.8 1.8 0 0 0 0 3.5H20')
export const UserIcon = /* @__PURE__ */ stroke('M4.8 20c.7-3.6 3.6-5.5 7.2-5.5s6.5 1.9 7.2 5.5' + circle(12, 8.5, 3.8))
export const UsersIcon = /* @__PURE__ */ stroke('M3 19c.5-3.1 2.9-4.8 6-4.8s5.5 1.7 6 4.8M15.5 6a3.2 3.2 0 0 1 0 6M17.5 14.6c2 .6 3.2 2.1 3.5 4.4' + circle(9, 9, 3.3))
export const BellIcon = /* @__PURE__ */ stroke('M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5H5zM10.3 20.5a2 2 0 0 0 3.4 0')
export const InboxIcon = /* @__PURE__ */ stroke('M4 13.5 6.5 5h11l2.5 8.5V19H4zM4 13.5h4.5a3.5 3.5 0 0 0 7 0H20')
export const CylinderIcon = /* @__PURE__ */ stroke('M7.5 10A2.5 2.5 0 0 1 10 7.5h4a2.5 2.5 0 0 1 2.5 2.5v8a2 2 0 0 1-2 2h-5a2 2 0 0 1-2-2zM9.5 7.5v-3h5v3M12 4.5v3M7.5 15h9')
export const TruckIcon = /* @__PURE__ */ stroke(
  'M3 6.5h11v10H3zM14 10h4l3 3.3v3.2h-7zM5.1 17.5a1.9 1.9 0 1 0 3.8 0 1.9 1.9 0 1 0-3.8 0M15.1 17.5a1.9 1.9 0 1 0 3.8 0 1.9 1.9 0 1 0-3.8 0',
)
export const ScanIcon = /* @__PURE__ */ stroke('M4 8.5V5h3.5M16.5 5H20v3.5M20 15.5V19h-3.5M7.5 19H4v-3.5M8 9v6M11 9v6M13.5 9v6M16 9v6')
export const ChartIcon = /* @__PURE__ */ stroke('M4 4v16h16M8.5 16v-4M12.5 16V8M16.5 16v-6')
export const BookIcon = /* @__PURE__ */ stroke('M5 5.5A1.5 1.5 0 0 1 6.5 4H19v13H6.5A1.5 1.5 0 0 0 5 18.5 1.5 1.5 0 0 0 6.5 20H19M9 8h6M9 11.5h4')
export const GearIcon = /* @__PURE__ */ stroke('M12 3.5v2.8M12 17.7v2.8M3.5 12h2.8M17.7 12h2.8M6 6l2 2M16 16l2 2M18 6l-2 2M8 16l-2 2' + circle(12, 12, 3))
export const HelpIcon = /* @__PURE__ */ stroke('M9.6 9.7a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.2.9-1.2 1.7M12 16.3v.1' + circle(12, 12, 8.2))
export const SearchIcon = /* @__PURE__ */ stroke('m15.2 15.2 5 5' + circle(10.8, 10.8, 6))
export const PlusIcon = /* @__PURE__ */ stroke('M12 5v14M5 12h14')
export const MinusIcon = /* @__PURE__ */ stroke('M5 12h14')
export const ChevronRightIcon = /* @__PURE__ */ stroke('m9.5 5.5 6.5 6.5-6.5 6.5')
export const ChevronLeftIcon = /* @__PURE__ */ stroke('M14.5 5.5 8 12l6.5 6.5')
export const ChevronDownIcon = /* @__PURE__ */ stroke('m5.5 9.5 6.5 6.5 6.5-6.5')
export const ChevronUpIcon = /* @__PURE__ */ stroke('m5.5 14.5 6.5-6.5 6.5 6.5')
export const ArrowUpIcon = /* @__PURE__ */ stroke('M12 19V5.5M6 11.5l6-6 6 6')
export const ArrowDownIcon = /* @__PURE__ */ stroke('M12 5v13.5M6 12.5l6 6 6-6')
export const ArrowRightIcon = /* @__PURE__ */ stroke('M5 12h13.5M12.5 6l6 6-6 6')
export const ReplyIcon = /* @__PURE__ */ stroke('M10 6 4.5 11.5 10 17M4.5 11.5H14a5.5 5.5 0 0 1 5.5 5.5v1.5')
export const ClockIcon = /* @__PURE__ */ stroke('M12 7.5V12l3 2.2' + circle(12, 12, 8))
export const PauseIcon = /* @__PURE__ */ stroke('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM10 9v6M14 9v6')
export const AlertIcon = /* @__PURE__ */ stroke('M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.1')
export const InfoIcon = /* @__PURE__ */ stroke('M12 11.2V16M12 8v.1' + circle(12, 12, 8.2))
export const CheckIcon = /* @__PURE__ */ stroke('m5 12.5 4.8 4.8L19.5 7')
export const CheckCircleIcon = /* @__PURE__ */ stroke('m8.2 12.3 2.7 2.7 5-5.6' + circle(12, 12, 8.2))
export const CloseIcon = /* @__PURE__ */ stroke('m6 6 12 12M18 6 6 18')
export const LockIcon = /* @__PURE__ */ stroke('M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5M12 14v2.5' + box(5.5, 10.5, 13, 9.5, 1.5))
export const PaperclipIcon = /* @__PURE__ */ stroke('m19 11-7.3 7.3a4.2 4.2 0 0 1-6-6L13.3 4.8a2.9 2.9 0 0 1 4.1 4.1l-7.4 7.3a1.5 1.5 0 0 1-2.2-2.1L14.5 7.6')
export const AtIcon = /* @__PURE__ */ stroke('M15.3 8.7v4.6c0 2.7 4.2 2.2 4.2-1.3a7.5 7.5 0 1 0-3.2 6.2' + circle(12, 12, 3.3))
export const SendIcon = /* @__PURE__ */ stroke('M4 12 20.5 4.5 15.5 20 12 13.5zM12 13.5l8.5-9')
export const PhoneIcon = /* @__PURE__ */ stroke(
  'M5 4.5h3.6l1.6 4.2-2.1 1.6a12 12 0 0 0 5.6 5.6l1.6-2.1 4.2 1.6V19a1.5 1.5 0 0 1-1.6 1.5C10.5 20 4 13.5 3.5 6.1A1.5 1.5 0 0 1 5 4.5Z',
)
export const ImageIcon = /* @__PURE__ */ stroke('m4 17.5 5-4.3 3.5 3 3.5-3.7 4.3 4' + circle(8.8, 10, 1.6) + box(3.5, 5, 17, 14, 1.5))
export const CameraIcon = /* @__PURE__ */ stroke('M4 8h3.5l1.7-2.5h5.6L16.5 8H20v11H4z' + circle(12, 13, 3.2))
export const DocumentIcon = /* @__PURE__ */ stroke('M6 3.5h7.5L18 8v12.5H6zM13.5 3.5V8H18M9 12.5h6M9 16h6')
export const DownloadIcon = /* @__PURE__ */ stroke('M12 4v11M7.5 11 12 15.5l4.5-4.5M4.5 19.5h15')
export const UploadIcon = /* @__PURE__ */ stroke('M12 15.5V4.5M7.5 9 12 4.5 16.5 9M4.5 19.5h15')
export const SortIcon = /* @__PURE__ */ stroke('M8 5v14M4.5 15.5 8 19l3.5-3.5M16 19V5M12.5 8.5 16 5l3.5 3.5')
export const FilterIcon = /* @__PURE__ */ stroke('M4 6h16M7 12h10M10 18h4')
export const TagIcon = /* @__PURE__ */ stroke('M4 4.5h7.5l8.5 8.5-7 7L4.5 11.5zM8.3 8.3h.1')
export const LinkIcon = /* @__PURE__ */ stroke('m9.8 14.2 4.4-4.4M10.8 7.3l2-2a4.2 4.2 0 0 1 5.9 5.9l-2 2M13.2 16.7l-2 2a4.2 4.2 0 0 1-5.9-5.9l2-2')
export const MergeIcon = /* @__PURE__ */ stroke('M5.5 4.5v3c0 3 6.5 4 6.5 8V20M18.5 4.5v3c0 3-6.5 4-6.5 8M8.5 16.8 12 20.3l3.5-3.5')
export const SplitIcon = /* @__PURE__ */ stroke('M12 20v-4.5c0-4-6.5-5-6.5-8V4.5M12 15.5c0-4 6.5-5 6.5-8V4.5M2.5 7.3l3-3 3 3M15.5 7.3l3-3 3 3')
export const SnoozeIcon = /* @__PURE__ */ stroke('M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7Z')
export const MoonIcon = SnoozeIcon
export const SunIcon = /* @__PURE__ */ stroke(
  'M12 3v2.2M12 18.8V21M3 12h2.2M18.8 12H21M5.6 5.6l1.6 1.6M16.8 16.8l1.6 1.6M18.4 5.6l-1.6 1.6M7.2 16.8l-1.6 1.6' + circle(12, 12, 3.8),
)
export const EyeIcon = /* @__PURE__ */ stroke('M2.8 12C5 7.8 8.2 5.8 12 5.8s7 2 9.2 6.2c-2.2 4.2-5.4 6.2-9.2 6.2S5 16.2 2.8 12Z' + circle(12, 12, 2.8))
export const EyeOffIcon = /* @__PURE__ */ stroke(
  'M9.3 6.2A9.6 9.6 0 0 1 12 5.8c3.8 0 7 2 9.2 6.2-.8 1.5-1.7 2.8-2.8 3.7M15 17.7c-.9.3-2 .5-3 .5-3.8 0-7-2-9.2-6.2.9-1.8 2-3.2 3.3-4.2M10 10a2.8 2.8 0 0 0 4 4M4 4l16 16',
)
export const StarIcon = /* @__PURE__ */ stroke('m12 4 2.5 5.1 5.6.8-4.1 4 1 5.6-5-2.7-5 2.7 1-5.6-4.1-4 5.6-.8z')
export const StarFilledIcon = /* @__PURE__ */ stroke(
  'm12 4 2.5 5.1 5.6.8-4.1 4 1 5.6-5-2.7-5 2.7 1-5.6-4.1-4 5.6-.8z',
  'm12 4 2.5 5.1 5.6.8-4.1 4 1 5.6-5-2.7-5 2.7 1-5.6-4.1-4 5.6-.8z',
)
export const BoltIcon = /* @__PURE__ */ stroke('M13 3.5 5.5 13.5H11l-1 7 7.5-10H12z')
export const PinIcon = /* @__PURE__ */ stroke('M12 20.5c4-4.5 6.2-7.6 6.2-10.6a6.2 6.2 0 0 0-12.4 0c0 3 2.2 6.1 6.2 10.6Z' + circle(12, 9.8, 2.2))
export const WrenchIcon = /* @__PURE__ */ stroke('M15.3 4.3a4.8 4.8 0 0 0-5.9 6.2L4 15.9 8.1 20l5.4-5.4a4.8 4.8 0 0 0 6.2-5.9l-3 3-3.4-.9-.9-3.4z')
export const RegulatorIcon = /* @__PURE__ */ stroke('M12 8V4.5M8.5 4.5h7M16.2 13.5H21M3 13.5h4.8M12 13.5l1.8-1.8M9.5 18.5h5' + circle(12, 12.5, 4.5))
export const ReceiptIcon = /* @__PURE__ */ stroke('M6 3.5h12v17l-2.4-1.7-2.4 1.7-2.4-1.7-2.4 1.7L6 18.8zM9 8h6M9 12h6')
export const MeterIcon = /* @__PURE__ */ stroke('M4.5 15.5a7.5 7.5 0 1 1 15 0V18h-15zM12 15l3.2-4M8 14.8v.1M12 10.5v.1')
export const DragIcon = /* @__PURE__ */ stroke('', dot([9, 6], [15, 6], [9, 12], [15, 12], [9, 18], [15, 18]))
export const MoreIcon = /* @__PURE__ */ stroke('', dot([5.5, 12, 1.5], [12, 12, 1.5], [18.5, 12, 1.5]))
export const EditIcon = /* @__PURE__ */ stroke('M4.5 19.5v-3.7L15.8 4.5l3.7 3.7L8.2 19.5zM13 7.3l3.7 3.7')
export const TrashIcon = /* @__PURE__ */ stroke('M4.5 7h15M9 7V4.5h6V7M6.5 7l.8 12.5h9.4L17.5 7M10.3 10.5v5.5M13.7 10.5v5.5')
export const CopyIcon = /* @__PURE__ */ stroke('M15.5 8.5V5a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v9.5a1 1 0 0 0 1 1h3.5' + box(8.5, 8.5, 11.5, 11.5, 1))
export const RefreshIcon = /* @__PURE__ */ stroke('M19.5 12a7.5 7.5 0 0 1-13.7 4.2M4.5 12a7.5 7.5 0 0 1 13.7-4.2M18.5 3.8v4h-4M5.5 20.2v-4h4')
export const LogoutIcon = /* @__PURE__ */ stroke('M10.5 4H5v16h5.5M9.5 12H20M16 8l4 4-4 4')
export const ShieldIcon = /* @__PURE__ */ stroke('M12 3.5 5 6.2v5.3c0 4.3 2.9 7.4 7 9 4.1-1.6 7-4.7 7-9V6.2zM9 12l2.2 2.2L15.2 10')
export const DeviceIcon = /* @__PURE__ */ stroke('M10.8 18h2.4' + box(7, 3, 10, 18, 2))
export const MailIcon = /* @__PURE__ */ stroke('m4 7.5 8 6 8-6' + box(3.5, 5.5, 17, 13, 1.5))
export const SmsIcon = /* @__PURE__ */ stroke('M4 5h16v11.5h-8L7.5 20v-3.5H4zM8.5 10.8h.1M12 10.8h.1M15.5 10.8h.1')
export const ChatIcon = /* @__PURE__ */ stroke('M4 5h16v11.5h-8L7.5 20v-3.5H4zM8 9h8M8 12.3h5')
export const CalendarIcon = /* @__PURE__ */ stroke('M4 10h16M8.5 3.5v4M15.5 3.5v4' + box(4, 5.5, 16, 14.5, 1.5))
export const KeyIcon = /* @__PURE__ */ stroke('m11 13 8.5-8.5M16 8l2.5 2.5M13.8 10.2l1.7 1.7' + circle(8, 16, 4))
export const GlobeIcon = /* @__PURE__ */ stroke('M3.8 12h16.4M12 3.8c2.4 2.2 3.6 5 3.6 8.2s-1.2 6-3.6 8.2c-2.4-2.2-3.6-5-3.6-8.2s1.2-6 3.6-8.2Z' + circle(12, 12, 8.2))
export const HistoryIcon = /* @__PURE__ */ stroke('M4.5 4.8v4.4h4.4M4.8 9A8 8 0 1 1 4 12.5M12 8v4.4l3 2')
export const PlayIcon = /* @__PURE__ */ stroke('M7.5 4.8 19 12 7.5 19.2z')
export const UndoIcon = /* @__PURE__ */ stroke('M8.5 5 4.5 9l4 4M4.5 9H14a5 5 0 0 1 0 10H8')
export const ExternalIcon = /* @__PURE__ */ stroke('M18.5 13.5V19a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1h5.5M14 4h6v6M20 4l-9 9')
export const ThumbUpIcon = /* @__PURE__ */ stroke('M4 10.5h3.5V20H4zM7.5 11l4-7c1.5 0 2.5 1 2.3 2.6L13.2 10h5.3c1 0 1.7.9 1.5 1.9l-1.3 6.6c-.2.9-.9 1.5-1.8 1.5H7.5')
export const ThumbDownIcon = /* @__PURE__ */ stroke('M4 13.5h3.5V4H4zM7.5 13l4 7c1.5 0 2.5-1 2.3-2.6L13.2 14h5.3c1 0 1.7-.9 1.5-1.9l-1.3-6.6c-.2-.9-.9-1.5-1.8-1.5H7.5')
export const PlugIcon = /* @__PURE__ */ stroke('M8.5 3.5v4M15.5 3.5v4M6 7.5h12V11a6 6 0 0 1-12 0zM12 17v3.5')
export const PressureIcon = /* @__PURE__ */ stroke('M6.2 17.8a8.2 8.2 0 1 1 11.6 0M12 12.5l3.5-3.5M8 12h.1M12 8v.1' + circle(12, 13, 1.4))
export const ComplaintIcon = /* @__PURE__ */ stroke('M4 5h16v11.5h-8L7.5 20v-3.5H4zM12 8v3.2M12 13.6v.1')
export const BatteryIcon = /* @__PURE__ */ stroke('M21 10.5v3M11.5 9 9 12.3h3.5L10 15.3' + box(3.5, 7.5, 15, 9, 1.5))
export const CarIcon = /* @__PURE__ */ stroke('M4 17v-4.5L6 7.2A1.8 1.8 0 0 1 7.7 6h8.6A1.8 1.8 0 0 1 18 7.2l2 5.3V17zM4.2 12.5h15.6M7.3 14.8h.1M16.6 14.8h.1M6 17v2M18 17v2')
export const NoteIcon = /* @__PURE__ */ stroke('M5 4.5h14a1 1 0 0 1 1 1v9l-5 5H5a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1zM20 14.5h-4a1 1 0 0 0-1 1v4M8 9h8M8 12.5h5')
export const ListIcon = /* @__PURE__ */ stroke('M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.1M4.5 12h.1M4.5 17.5h.1')
export const LanguageIcon = GlobeIcon
export const OnCallIcon = /* @__PURE__ */ stroke(
  'M12 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM8.5 8.5a5 5 0 0 0 0 7M15.5 8.5a5 5 0 0 1 0 7M5.7 5.7a9 9 0 0 0 0 12.6M18.3 5.7a9 9 0 0 1 0 12.6',
)
export const RobotIcon = /* @__PURE__ */ stroke('M6 9h12a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1zM12 9V5.5M10 4.5h4', dot([9, 13.5], [15, 13.5]))

const byName: Record<string, Icon> = {
  flame: FlameIcon,
  gas: FlameIcon,
  leak: AlertIcon,
  alert: AlertIcon,
  wrench: WrenchIcon,
  meter: MeterIcon,
  receipt: ReceiptIcon,
  bill: ReceiptIcon,
  regulator: RegulatorIcon,
  cylinder: CylinderIcon,
  help: HelpIcon,
  question: HelpIcon,
  chat: ChatIcon,
  complaint: ComplaintIcon,
  battery: BatteryIcon,
  car: CarIcon,
  home: HomeIcon,
  plus: PlusIcon,
  pressure: PressureIcon,
  user: UserIcon,
  wallet: WalletIcon,
  book: BookIcon,
  shield: ShieldIcon,
  document: DocumentIcon,
  image: ImageIcon,
  phone: PhoneIcon,
  key: KeyIcon,
  install: WrenchIcon,
  plug: PlugIcon,
  thermometer: RegulatorIcon,
  search: SearchIcon,
  pin: PinIcon,
  star: StarIcon,
}
/** The icon of a category, by the name that administrators choose; a document when there is none of that name. */
export const iconNamed = (name: string | null | undefined): Icon => byName[name ?? ''] ?? RequestsIcon
/** Names that administrators may choose from. */
export const iconNames = Object.keys(byName)
