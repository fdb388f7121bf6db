using BookingEngine.ExternalCalendars;
using BookingEngine.ExternalCalendars.Change;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Http.Requests.Shapes;
using BookingEngine.Outbound;

namespace BookingEngine.Functions.ExternalCalendars;

/// <summary>All external calendars that a resource is to have.</summary>
internal sealed record ExternalCalendarsRequest(IReadOnlyList<WantedCalendar> Calendars) : IRequest<ExternalCalendarsRequest>
{
    private const int MaximumName = 100;

    private static readonly ValueShape Address = ValueShape.Text with { MinLength = 1, MaxLength = OutboundAddress.MaximumLength, Format = "uri-reference" };

    public static bool RefusesMisspelt => true;

    public static ExternalCalendarsRequest Read(RequestFields fields)
    {
        HashSet<ExternalCalendarId> read = [];
        var list = fields.Required("calendars", "All calendars that the resource is to have. The others are removed.");
        return new([.. list.List(ExternalCalendarList.Maximum, item => item.Nested(calendar => Read(calendar, read))).OfType<WantedCalendar>()]);
    }

    private static WantedCalendar Read(RequestFields fields, HashSet<ExternalCalendarId> read)
    {
        var id = fields.Optional("id", "The id of a calendar that the resource has. If omitted, the calendar is new.");
        var found = id.OrNull().Parsed<ExternalCalendarId>(
            text => Guid.TryParseExact(text, "D", out var guid) ? new(guid) : null, "must be the id of an external calendar", ValueShape.Text);
        if (found is { } known && !read.Add(known))
        {
            id.Fail("must not be listed twice");
        }

        var url = fields.Optional(
            "url", "The secret or published iCal address that the calendar program gives out: https or webcal. It is stored encrypted and shown as its host only. "
            + "With an id it may be omitted, or be that host, to keep the address.");
        var name = fields.Optional("name", "A name for it.").OrNull().Name(MaximumName);
        var address = url.OrNull().Matching(text => text.Length is > 0 and <= OutboundAddress.MaximumLength, "must have 1 to 2048 characters", Address);
        if (address is null && found is null && !url.IsGiven && !id.IsGiven)
        {
            url.Fail("is required for a new calendar");
        }

        return new(found, address, name);
    }
}
