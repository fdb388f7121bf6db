using System.Globalization;
using BookingEngine.Availability;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Functions.Pages;

public sealed class ManagePage(CatalogueCache catalogue, GetNextAvailabilityHandler availability, BookingReasons reasons)
{
    private const int OfferedTimes = 20;

    internal static HtmlPage Invalid { get; } = new(
        StatusCodes.Status400BadRequest, "This link no longer works",
        "<p>It has expired, was revoked, or is incomplete.</p><p>Ask for a new one where you booked.</p>");

    /// <param name="refusal">The refusal of the submitted form, if any.</param>
    public async Task<HtmlPage> ShowAsync(ApiCall call, int status, Booking booking, string token, Refusal? refusal)
    {
        var service = await catalogue.ServiceAsync(booking.ServiceId, call.Cancellation);
        var zone = ZoneData.Zones[booking.TimeZone];
        var reason = await reasons.DecryptAsync(booking, call.Cancellation);
        var isAhead = booking.IsActive && booking.Slot > call.Now;
        var times = isAhead ? await TimesAsync(call, booking) : [];
        return new HtmlPage(
            status, TitleOf(booking),
            $"""
            {(refusal is null ? "" : $"<p class=\"error\" role=\"alert\">{HtmlPage.Encode(refusal.Detail)}</p>")}
            <p><strong>{HtmlPage.Encode(service?.Name ?? booking.ServiceId.Value)}</strong><br>{Text(booking.Slot, zone)}<br>{HtmlPage.Encode(booking.TimeZone)}</p>
            {(reason is null ? "" : $"<p>Reason: {HtmlPage.Encode(reason)}</p>")}
            {(times.Count == 0 ? "" : MoveForm(token, times, zone, NoteOf(booking)))}
            {(isAhead ? CancelForm(token) : "")}
            """);
    }

    private async Task<IReadOnlyList<Instant>> TimesAsync(ApiCall call, Booking booking)
    {
        var request = new AvailabilityRequest(booking.ServiceId, booking.ResourceId, booking.Quantity, null, CanSeeRetired: false)
        {
            Moving = (booking.Id, new Actor(booking.UserId, Role.Customer)),
        };
        var found = await availability.HandleAsync(new GetNextAvailability(request, null, OfferedTimes), call.Now, call.Cancellation);
        return found.IsRefused(out _, out var next) ? [] : [.. next.Slots.Select(slot => slot.Start)];
    }

    private static string NoteOf(Booking booking) => booking is { NeedsApprovalAfterMove: true, Status: BookingStatus.Confirmed }
        ? "<p>If you move the appointment, it must be confirmed again.</p>"
        : "";

    private static string MoveForm(string token, IReadOnlyList<Instant> times, DateTimeZone zone, string note) =>
        $"""
        <form method="post" action="/manage">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        <label for="slot">Another time</label>
        <select id="slot" name="slot">{string.Concat(times.Select(t => $"<option value=\"{HtmlPage.Encode(Rfc3339.Format(t))}\">{Text(t, zone)}</option>"))}</select>
        {ReasonField("move_reason")}
        {note}
        <button type="submit" name="action" value="move">Move the appointment</button>
        </form>
        """;

    private static string CancelForm(string token) =>
        $"""
        <form method="post" action="/manage">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        {ReasonField("cancel_reason")}
        <button type="submit" name="action" value="cancel" class="plain">Cancel the appointment</button>
        </form>
        """;

    private static string ReasonField(string id) => string.Create(
        CultureInfo.InvariantCulture, $"<label for=\"{id}\">Reason, if you like</label><input id=\"{id}\" name=\"reason\" maxlength=\"{BookingFields.MaximumReason}\">");

    private static string TitleOf(Booking booking) => booking.Status switch
    {
        BookingStatus.Confirmed => "Your appointment",
        BookingStatus.Pending => "Your appointment is not confirmed yet",
        BookingStatus.Cancelled => "Your appointment is cancelled",
        BookingStatus.Declined => "Your appointment was declined",
        _ => "Your appointment is over",
    };

    private static string Text(Instant slot, DateTimeZone zone) =>
        HtmlPage.Encode(slot.InZone(zone).LocalDateTime.ToString("dddd, d MMMM uuuu, HH:mm", CultureInfo.InvariantCulture));
}
