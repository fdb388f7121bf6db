using System.Globalization;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Languages;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Pages;

/// <summary>The parts of the manage page.</summary>
internal sealed class ManageBody(PageLook look, Booking booking, string token)
{
    private readonly DateTimeZone _zone = ZoneData.Zones[booking.TimeZone];

    /// <param name="reason">Why it was last changed, if somebody said so.</param>
    public string Facts(string service, string? reason) =>
        $"""
        <p><strong>{HtmlPage.Encode(service)}</strong><br>{Time(booking.Slot)}<br>{HtmlPage.Encode(booking.TimeZone)}</p>
        {(reason is null ? "" : $"<p>{HtmlPage.Encode(look.Texts.With("page.manage.reason", reason))}</p>")}
        """;

    public string MoveForm(IReadOnlyList<Instant> times) =>
        $"""
        <form method="post" action="/manage">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        <label for="slot">{Text("another_time")}</label>
        <select id="slot" name="slot">{string.Concat(times.Select(t => $"<option value=\"{HtmlPage.Encode(Rfc3339.Format(t))}\">{Time(t)}</option>"))}</select>
        {ReasonField("move_reason")}
        {(booking is { NeedsApprovalAfterMove: true, Status: BookingStatus.Confirmed } ? $"<p>{Text("approval")}</p>" : "")}
        <button type="submit" name="action" value="move">{Text("move")}</button>
        </form>
        """;

    public string CancelForm() =>
        $"""
        <form method="post" action="/manage">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        {ReasonField("cancel_reason")}
        <button type="submit" name="action" value="cancel" class="plain">{Text("cancel")}</button>
        </form>
        """;

    /// <summary>Only asks for a mail. Its link erases.</summary>
    public string EraseForm() =>
        $"""
        <form method="post" action="/manage/erase">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        <button type="submit" class="plain">{Text("erase")}</button>
        </form>
        """;

    private string ReasonField(string id) => string.Create(
        CultureInfo.InvariantCulture, $"<label for=\"{id}\">{Text("why")}</label><input id=\"{id}\" name=\"reason\" maxlength=\"{BookingFields.MaximumReason}\">");

    private string Text(string key) => HtmlPage.Encode(look.Texts[$"page.manage.{key}"]);

    private string Time(Instant slot) => HtmlPage.Encode(DateTexts.DateAndTime(look.Language, slot.InZone(_zone).LocalDateTime));
}
