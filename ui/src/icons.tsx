import { forwardRef, type SVGProps } from 'react'

export interface IconProps extends Omit<SVGProps<SVGSVGElement>, 'ref'> {
  /** Pixels; 20 by default. */
  size?: number
  /** Spoken name; without it the icon is decoration. */
  label?: string
}
export type Icon = ReturnType<typeof stroke>

/** Our own set: 24 units square, strokes of 1.75 with round ends, each one a few lines. */
function stroke(d: string, dots?: string) {
  return forwardRef<SVGSVGElement, IconProps>(function Icon({ size = 20, label, ...rest }, ref) {
    return (
      <svg ref={ref} width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={1.75} strokeLinecap="round" strokeLinejoin="round" focusable="false" {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })} style={{ flex: 'none', display: 'block' }} {...rest}>
        <path d={d} />
        {dots ? <path d={dots} fill="currentColor" stroke="none" /> : null}
      </svg>
    )
  })
}
const dot = (...at: [number, number, number?][]) => at.map(([x, y, r = 1.2]) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0-${2 * r} 0`).join('')

export const LogoIcon = stroke('M4 12h16M8 12V7M16 12V7M12 5v14')
export const HomeIcon = stroke('M4 11l8-7 8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z')
export const RequestsIcon = stroke('M6 3.5h12a1 1 0 0 1 1 1v15a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1zM8.5 8.5h7M8.5 12h7M8.5 15.5h4')
export const FlameIcon = stroke('M12 3c.6 3.4 5 5.6 5 10.2A5 5 0 0 1 12 20a5 5 0 0 1-5-5c0-2.2 1.2-3.4 2-4.6.5 1.2 1 1.8 1.9 2.3C10.6 9.2 10.4 6 12 3z')
export const WalletIcon = stroke('M4 7.5A1.5 1.5 0 0 1 5.5 6H18v3M4 7.5V18a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-8a1 1 0 0 0-1-1H5.5A1.5 1.5 0 0 1 4 7.5z', dot([16, 14]))
export const UserIcon = stroke('M12 12a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5zM4.8 20c.7-3.4 3.6-5.3 7.2-5.3s6.5 1.9 7.2 5.3')
export const UsersIcon = stroke('M9 11.5a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5zM2.8 19c.5-3 3-4.6 6.2-4.6s5.7 1.6 6.2 4.6M15.5 5.3a3.1 3.1 0 0 1 0 6M17.5 14.8c2 .6 3.3 2 3.7 4.2')
export const BellIcon = stroke('M6.5 10a5.5 5.5 0 0 1 11 0c0 5 2 6 2 6.5h-15c0-.5 2-1.5 2-6.5zM10 19.5a2.2 2.2 0 0 0 4 0')
export const InboxIcon = stroke('M4 13l2.3-7.3a1 1 0 0 1 1-.7h9.4a1 1 0 0 1 1 .7L20 13v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1zM4 13h4.5a3.5 3.5 0 0 0 7 0H20')
export const CylinderIcon = stroke('M9.5 5.5h5M10.5 3.5h3M8 10a3 3 0 0 1 3-3h2a3 3 0 0 1 3 3v8.5a2 2 0 0 1-2 2h-4a2 2 0 0 1-2-2zM8 12.5h8')
export const ChartIcon = stroke('M4 4v15a1 1 0 0 0 1 1h15M8.5 16v-4M13 16V7.5M17.5 16v-6')
export const BookIcon = stroke('M6 4h11a1 1 0 0 1 1 1v14.5M6 4a1.75 1.75 0 0 0-1.75 1.75V8H8V5.75A1.75 1.75 0 0 0 6 4zM8 8v10a2 2 0 0 0 2 2h8.5a2 2 0 0 0 2-2v-1H12v1a2 2 0 0 1-2 2M11 8h4M11 11.5h4')
export const GearIcon = stroke('M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 3v2.5M12 18.5V21M3 12h2.5M18.5 12H21M5.6 5.6l1.8 1.8M16.6 16.6l1.8 1.8M18.4 5.6l-1.8 1.8M7.4 16.6l-1.8 1.8')
export const HelpIcon = stroke('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8', dot([12, 16.8]))
export const SearchIcon = stroke('M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM20 20l-4.8-4.8')
export const PlusIcon = stroke('M12 5v14M5 12h14')
export const MinusIcon = stroke('M5 12h14')
export const ChevronRightIcon = stroke('M9.5 5.5L16 12l-6.5 6.5')
export const ChevronLeftIcon = stroke('M14.5 5.5L8 12l6.5 6.5')
export const ChevronDownIcon = stroke('M5.5 9.5L12 16l6.5-6.5')
export const ChevronUpIcon = stroke('M5.5 14.5L12 8l6.5 6.5')
export const ArrowUpIcon = stroke('M12 19V5M6 11l6-6 6 6')
export const ArrowDownIcon = stroke('M12 5v14M6 13l6 6 6-6')
export const ArrowRightIcon = stroke('M5 12h14M13 6l6 6-6 6')
export const ReplyIcon = stroke('M9 6L4 11l5 5M4 11h9a7 7 0 0 1 7 7')
export const ClockIcon = stroke('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.5V12l3 2')
export const PauseIcon = stroke('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM10 9v6M14 9v6')
export const AlertIcon = stroke('M12 4.2L2.9 19.5h18.2zM12 10v4.5', dot([12, 17]))
export const InfoIcon = stroke('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5', dot([12, 8]))
export const CheckIcon = stroke('M5 12.5l4.5 4.5L19 7.5')
export const CheckCircleIcon = stroke('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 12.3l2.8 2.7L16 9.5')
export const CloseIcon = stroke('M6 6l12 12M18 6L6 18')
export const LockIcon = stroke('M7 11h10a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1zM8.5 11V8a3.5 3.5 0 0 1 7 0v3')
export const PaperclipIcon = stroke('M19.5 11.5l-7.7 7.7a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-7.9 7.9a1.5 1.5 0 0 1-2.2-2.2l7.3-7.2')
export const AtIcon = stroke('M12 15.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM15.5 8.5V13a2.5 2.5 0 0 0 5 0v-1a8.5 8.5 0 1 0-3.5 6.9')
export const SendIcon = stroke('M20.5 3.5L3.5 10l7 3.5 3.5 7zM20.5 3.5l-10 10')
export const PhoneIcon = stroke('M6.5 4h3l1.5 4.2-2 1.5a11.5 11.5 0 0 0 5.3 5.3l1.5-2 4.2 1.5v3a1.5 1.5 0 0 1-1.6 1.5C11 18.6 5.4 13 5 5.6A1.5 1.5 0 0 1 6.5 4z')
export const ImageIcon = stroke('M5 5h14a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM4.5 17l5-5 4 4 2.5-2.5 3.5 3.5M9 10.5a1.25 1.25 0 1 0 0-2.5 1.25 1.25 0 0 0 0 2.5z')
export const CameraIcon = stroke('M8.5 6l1.2-1.8h4.6L15.5 6H19a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1zM12 15.8a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6z')
export const DocumentIcon = stroke('M7 3.5h6.5L18.5 8.5V19.5a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1zM13.5 3.5v5h5')
export const DownloadIcon = stroke('M12 4v11M7 10.5l5 5 5-5M5 19.5h14')
export const UploadIcon = stroke('M12 15.5v-11M7 9l5-5 5 5M5 19.5h14')
export const SortIcon = stroke('M8 5v14M4.5 8.5L8 5l3.5 3.5M16 19V5M12.5 15.5L16 19l3.5-3.5')
export const FilterIcon = stroke('M4 6h16M7 12h10M10 18h4')
export const TagIcon = stroke('M4 5v6.6l8.6 8.6a1 1 0 0 0 1.4 0l6.2-6.2a1 1 0 0 0 0-1.4L11.6 4H5a1 1 0 0 0-1 1z', dot([8, 8]))
export const LinkIcon = stroke('M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.7 1.7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.7-1.7')
export const MergeIcon = stroke('M7 4v4.5a4 4 0 0 0 1.2 2.8L12 15M17 4v4.5a4 4 0 0 1-1.2 2.8L12 15v6M9.5 18.5L12 21l2.5-2.5')
export const SplitIcon = stroke('M12 21v-7M12 14L7 9V4M12 14l5-5V4M4.5 6.5L7 4l2.5 2.5M14.5 6.5L17 4l2.5 2.5')
export const SnoozeIcon = stroke('M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z')
export const MoonIcon = SnoozeIcon
export const SunIcon = stroke('M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4')
export const EyeIcon = stroke('M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z')
export const EyeOffIcon = stroke('M4 4l16 16M9.9 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-3 3.8M6.3 7.3A16.6 16.6 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4-1M10 10a3 3 0 0 0 4.1 4.2')
export const StarIcon = stroke('M12 3.8l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z')
export const StarFilledIcon = stroke('', 'M12 3l2.75 5.7 6.25.9-4.5 4.4 1.1 6.2L12 17.3l-5.6 2.9 1.1-6.2L3 9.6l6.25-.9z')
export const BoltIcon = stroke('M13 3L5 13.5h5.5L10 21l8-10.5h-5.5z')
export const PinIcon = stroke('M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11zM12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z')
export const WrenchIcon = stroke('M20 7.5a4.8 4.8 0 0 1-6.7 4.6l-6.6 6.6a1.9 1.9 0 0 1-2.7-2.7l6.7-6.6A4.8 4.8 0 0 1 16.5 4l-3 3 .5 3 3 .5z')
export const RegulatorIcon = stroke('M12 16a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM12 11l2-2M3.5 11H7M17 11h3.5M12 16v4.5M9.5 20.5h5')
export const ReceiptIcon = stroke('M6 3.5h12v17l-2.4-1.6-2.4 1.6-1.2-.8-1.2.8-2.4-1.6L6 20.5zM9 8h6M9 11.5h6')
export const MeterIcon = stroke('M5 4h14a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM7.5 8h9v3.5h-9zM8 15.5h3M14 15.5h2')
export const DragIcon = stroke('', dot([9, 6], [15, 6], [9, 12], [15, 12], [9, 18], [15, 18]))
export const MoreIcon = stroke('', dot([5.5, 12, 1.5], [12, 12, 1.5], [18.5, 12, 1.5]))
export const EditIcon = stroke('M4 20l.8-4L15.6 5.2a1.7 1.7 0 0 1 2.4 0l.8.8a1.7 1.7 0 0 1 0 2.4L8 19.2zM13.5 7.3l3.2 3.2')
export const TrashIcon = stroke('M4.5 6.5h15M9.5 6.5V4.3h5v2.2M6.5 6.5l.8 12.2a1 1 0 0 0 1 .9h7.4a1 1 0 0 0 1-.9l.8-12.2M10 10.5v5M14 10.5v5')
export const CopyIcon = stroke('M9 8.5h9.5a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V9.5a1 1 0 0 1 1-1zM5.5 15.5h-.5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h9.5a1 1 0 0 1 1 1v.5')
export const RefreshIcon = stroke('M20 5v4.5h-4.5M19.6 9.5A8 8 0 1 0 20 13')
export const LogoutIcon = stroke('M14 4.5H6a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1h8M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5')
export const ShieldIcon = stroke('M12 3l7.5 2.8V11c0 4.8-3.1 8.2-7.5 10-4.4-1.8-7.5-5.2-7.5-10V5.8zM9 11.8l2.2 2.2 4-4')
export const DeviceIcon = stroke('M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1z', dot([12, 18]))
export const MailIcon = stroke('M4.5 5.5h15a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM4 7l8 6 8-6')
export const SmsIcon = stroke('M5 4.5h14a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1h-7l-4 4v-4H5a1 1 0 0 1-1-1V5.5a1 1 0 0 1 1-1z', dot([8.5, 10.2], [12, 10.2], [15.5, 10.2]))
export const ChatIcon = stroke('M5 4.5h14a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1h-7l-4 4v-4H5a1 1 0 0 1-1-1V5.5a1 1 0 0 1 1-1z')
export const CalendarIcon = stroke('M5 5.5h14a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-12a1 1 0 0 1 1-1zM4 10h16M8.5 3.5v4M15.5 3.5v4')
export const KeyIcon = stroke('M8 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 12h8.5v3.5M16.5 12v2.5')
export const GlobeIcon = stroke('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c2.5 2.5 3.7 5.6 3.7 9s-1.2 6.5-3.7 9c-2.5-2.5-3.7-5.6-3.7-9S9.5 5.5 12 3z')
export const HistoryIcon = stroke('M4 5v4.5h4.5M4.4 9.5A8 8 0 1 1 4 13M12 8v4.5l3 1.8')
export const PlayIcon = stroke('M7.5 5l11 7-11 7z')
export const UndoIcon = stroke('M8 5L4 9l4 4M4 9h9.5a5.5 5.5 0 0 1 0 11H8')
export const ExternalIcon = stroke('M13.5 4.5h6v6M19.5 4.5l-9 9M10 5.5H5.5a1 1 0 0 0-1 1v12a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1V14')
export const ThumbUpIcon = stroke('M4 11h3v8.5H4zM7 11l4-7a2 2 0 0 1 2 2v3.5h5a1.8 1.8 0 0 1 1.8 2.1l-1.1 6.3a2 2 0 0 1-2 1.6H7')
export const ThumbDownIcon = stroke('M4 13h3V4.5H4zM7 13l4 7a2 2 0 0 0 2-2v-3.5h5a1.8 1.8 0 0 0 1.8-2.1l-1.1-6.3a2 2 0 0 0-2-1.6H7')
export const BatteryIcon = stroke('M4 8h13a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1zM20.5 11v2M11 9.8L9 12.3h3L10 14.8')
export const CarIcon = stroke('M5 16.5h14v-4l-1.8-5a1.5 1.5 0 0 0-1.4-1H8.2a1.5 1.5 0 0 0-1.4 1L5 12.5zM5 12.5h14M6 16.5v2M18 16.5v2', dot([8, 14.5], [16, 14.5]))
export const NoteIcon = stroke('M5 4.5h14a1 1 0 0 1 1 1v9l-5 5H5a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1zM20 14.5h-4a1 1 0 0 0-1 1v4M8 9h8M8 12.5h5')
export const ListIcon = stroke('M9 6h11M9 12h11M9 18h11', dot([5, 6], [5, 12], [5, 18]))
export const LanguageIcon = GlobeIcon
export const OnCallIcon = stroke('M12 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM8.5 8.5a5 5 0 0 0 0 7M15.5 8.5a5 5 0 0 1 0 7M5.7 5.7a9 9 0 0 0 0 12.6M18.3 5.7a9 9 0 0 1 0 12.6')
export const RobotIcon = stroke('M6 9h12a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1zM12 9V5.5M10 4.5h4', dot([9, 13.5], [15, 13.5]))

const byName: Record<string, Icon> = {
  flame: FlameIcon, gas: FlameIcon, leak: AlertIcon, alert: AlertIcon, wrench: WrenchIcon, meter: MeterIcon, receipt: ReceiptIcon, bill: ReceiptIcon, regulator: RegulatorIcon,
  cylinder: CylinderIcon, help: HelpIcon, question: HelpIcon, chat: ChatIcon, complaint: ChatIcon, battery: BatteryIcon, car: CarIcon, home: HomeIcon, plus: PlusIcon, pressure: RegulatorIcon,
  user: UserIcon, wallet: WalletIcon, book: BookIcon, shield: ShieldIcon, document: DocumentIcon, image: ImageIcon, phone: PhoneIcon, key: KeyIcon, install: WrenchIcon, plug: BoltIcon, thermometer: RegulatorIcon, search: SearchIcon, pin: PinIcon, star: StarIcon,
}
/** The icon of a category, by the name that administrators choose; a document when there is none of that name. */
export const iconNamed = (name: string | null | undefined): Icon => byName[name ?? ''] ?? RequestsIcon
/** Names that administrators may choose from. */
export const iconNames = Object.keys(byName)
