using BookingEngine.Functions.Http.Requests.Shapes;
using BookingEngine.Times;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Functions.Fields;

internal static class TimeFields
{
    public const string
        ZoneMessage = "must be an IANA time zone such as Europe/Berlin",
        AsOfMessage = "must be a time with its offset such as 2030-05-13T14:30:00+02:00",
        InstantMessage = "must be a date and time with offset such as 2030-05-12T14:30:00Z",
        DateMessage = "must be a date such as 2030-05-12";

    private const int MaximumSlotLength = 64, MaximumZoneLength = 100;

    private static readonly ValueShape
        NotEmpty = ValueShape.Text with { MinLength = 1 },
        DateShape = ValueShape.Text with { Format = "date" },
        InstantShape = ValueShape.Text with { Format = "date-time" },
        ZoneShape = ValueShape.Text with { MinLength = 1, MaxLength = MaximumZoneLength };

    extension(RequestFields fields)
    {
        /// <summary>Null for now.</summary>
        public Instant? AsOf() => fields.Optional("as_of", "Shows the state at this instant. If omitted, now.")
            .Parsed(text => SlotTime.TryRead(text)?.Instant, AsOfMessage, InstantShape);
    }

    extension(RequestValue value)
    {
        public SlotInput? Slot()
        {
            if (value.Text(1, MaximumSlotLength) is not { } text)
            {
                return null;
            }

            var slot = SlotTime.TryRead(text);
            if (slot is null)
            {
                value.Fail(SlotTime.Format);
            }

            return slot;
        }

        /// <summary>A slot in a query. Its length is not limited.</summary>
        public SlotInput? QuerySlot() => value.Parsed(SlotTime.TryRead, SlotTime.Format, NotEmpty);

        public RangeBound? RangeBound() => value.Parsed(BookingEngine.Times.RangeBound.TryParse, BookingEngine.Times.RangeBound.Format, NotEmpty);

        public Instant? Instant() => value.Parsed<Instant>(
            text => OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true, Value: var at } && SlotRange.AllowsDate(at.Date) ? at.ToInstant() : null,
            InstantMessage, InstantShape);

        public LocalDate? Date() => value.Parsed<LocalDate>(
            text => LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date } && SlotRange.AllowsDate(date) ? date : null,
            DateMessage, DateShape);

        /// <summary>The IANA name of a time zone.</summary>
        public string? ZoneName() => value.Matching(ZoneData.IsZone, ZoneMessage, ZoneShape);

        public DateTimeZone? Zone() => value.ZoneName() is { } name ? ZoneData.Zones[name] : null;
    }
}
