using System.Text.Json.Serialization;
using BookingEngine.ExternalCalendars.Change;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Functions.ExternalCalendars;

[Shape("ExternalCalendars", "The calendars elsewhere whose busy times close a resource.")]
public sealed record ExternalCalendarsView([property: Field("The calendars.")] IReadOnlyList<ExternalCalendarView> Calendars)
{
    internal static ExternalCalendarsView Example => new(
        [new("0190163d-8694-739b-aea5-966c26f8ad91", "calendar.google.com", "Private", "ok", "2030-05-01T09:15:00Z", null, null, 0, 0)]);

    public static ExternalCalendarsView Of(ShownExternalCalendars shown) => new([.. shown.Calendars.Select(ExternalCalendarView.Of)]);
}

[Shape("ExternalCalendar", "A calendar elsewhere whose busy times close a resource.")]
public sealed record ExternalCalendarView(
    [property: Field("Its id.", Format = "uuid")] string Id,
    [property: Field("The host of its address. The rest is never shown.")] string Url,
    string? Name,
    [property: Field("`waiting` before it was read for the first time, `ok`, or `failing`: then the times that were last read stay closed.")] string Status,
    [property: Field("When its times were last read. Null if they never were.", Format = "date-time")] string? ReadAt,
    [property: Field("Since when it cannot be read. Null if it can.", Format = "date-time")] string? FailingSince,
    [property: Field("Why it cannot be read: `address_refused`, `name_unknown`, `unreachable`, `certificate_invalid`, `timed_out`, `too_many_redirects`, "
        + "`answer_invalid`, `status_404` or another status, `too_large` (over 10 MB), `not_a_calendar` or `too_many_events` (over 20,000). Null if it can.")] string? Fault,
    [property: Field("How many of its events could not be read. They close nothing.")] int SkippedEvents,
    [property: Field("How many of its events name an unknown time zone. They are read in the resource's zone.")] int UnknownZones)
{
    public static ExternalCalendarView Of(ShownExternalCalendar shown) => new(
        shown.Id.ToString(), shown.Host, shown.Name, StatusOf(shown), Text(shown.State?.Reading.ReadAt), Text(shown.State?.FailingSince),
        shown.State?.Reading.Fault, shown.State?.Reading.Skipped ?? 0, shown.State?.Reading.UnknownZones ?? 0);

    private static string StatusOf(ShownExternalCalendar shown) => shown.State switch
    {
        { FailingSince: not null } => "failing",
        { Reading.ReadAt: not null } => "ok",
        _ => "waiting",
    };

    private static string? Text(Instant? instant) => instant is { } given ? InstantPattern.General.Format(given) : null;
}

[JsonSerializable(typeof(ExternalCalendarsView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class ExternalCalendarsJson : JsonSerializerContext;
