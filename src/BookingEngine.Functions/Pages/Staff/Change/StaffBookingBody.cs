using System.Globalization;
using System.Text.Json;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Months;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Languages;
using BookingEngine.Times;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Functions.Pages.Staff.Change;

/// <summary>The parts of the page of a booking.</summary>
internal sealed class StaffBookingBody(PageVisit visit, StaffBooking shown)
{
    private readonly Booking _booking = shown.Booking;
    private readonly ZonedDateTime _start = shown.Booking.Slot.InZone(ZoneData.Zones[shown.Booking.TimeZone]);

    /// <summary>The day in the calendar.</summary>
    public string DayAddress => StaffPaths.Join(StaffPaths.Calendar, [("day", LocalDatePattern.Iso.Format(_start.Date))]);

    private string Path => StaffPaths.Booking(_booking.Id);

    public bool CanMove(Instant now) => shown.CanChange && _booking.IsActive && _booking.End > now;

    public string Facts() =>
        $"""
        <dl>{Row("staff.status", visit.Look.Texts[$"staff.status.{_booking.Status.Name}"])}{Row("mail.when", When())}
        {Row("mail.service", shown.Names.Service ?? _booking.ServiceId.Value)}{Row("staff.resource", string.Join(", ", shown.Resources))}
        {(_booking.Quantity > 1 ? Row("staff.places", _booking.Quantity.ToString(CultureInfo.InvariantCulture)) : "")}
        {Link("book.email", shown.OfGuest("email"), "mailto:")}{Link("book.phone", shown.OfGuest("phone"), "tel:")}
        {string.Concat(shown.Answers.Select(a => RowOf(HtmlPage.Encode(a.Question), HtmlPage.Encode(TextOf(a.Answer)))))}
        {Row("book.notes", shown.Notes)}{Row("staff.reason", shown.Detailed.Reason)}</dl>
        """;

    public string Actions(Instant now)
    {
        var (isPending, hasBegun) = (_booking.Status is BookingStatus.Pending, _booking.Slot <= now);
        var isConfirmed = _booking.Status is BookingStatus.Confirmed;
        string[] actions =
        [
            isPending && !hasBegun ? Button(StaffAction.Approve, "") : "",
            isConfirmed && hasBegun ? Button(StaffAction.Complete, "") + Button(StaffAction.NoShow, "plain") : "",
            CanMove(now) ? $"<a class=\"button plain\" href=\"{Path}?move=1#move\">{visit.Text("staff.do.move")}</a>" : "",
            isPending ? WithReason(StaffAction.Decline) : "",
            isConfirmed ? WithReason(StaffAction.Cancel) : "",
        ];
        return shown.CanChange && string.Concat(actions) is { Length: > 0 } some ? some : $"<p class=\"hint\">{visit.Text("staff.no_actions")}</p>";
    }

    public string Move(MonthView view) =>
        $"""
        <section id="move" aria-labelledby="move-title"><h2 id="move-title">{visit.Text("staff.move.title")}</h2>
        <p class="hint">{visit.Text("book.zone", DateTexts.Zone(view.Zone, _booking.Slot))}</p>
        <div class="two"><section aria-labelledby="month">{new MonthTable(visit.Look, view, more => StaffPaths.Join(Path, more.Prepend(("move", "1")))).Html}</section>
        <section>{TimesList.Of(visit.Look, view, Path, HiddenFields.Of((PageVisit.TokenField, visit.FormToken), ("action", StaffBookingForm.NameOf(StaffAction.Move))) + Reason(StaffAction.Move))}</section></div></section>
        """;

    private string When() =>
        $"{DateTexts.DateAndTime(visit.Look.Language, _start.LocalDateTime)} – {DateTexts.ShortTime(visit.Look.Language, _booking.End.InZone(_start.Zone).TimeOfDay)}, {DateTexts.Zone(_start.Zone, _booking.Slot)}";

    private string Button(StaffAction action, string style) => visit.Form(
        Path, $"<button type=\"submit\" name=\"action\" value=\"{StaffBookingForm.NameOf(action)}\"{(style.Length == 0 ? "" : $" class=\"{style}\"")}>{visit.Text($"staff.do.{StaffBookingForm.NameOf(action)}")}</button>");

    private string WithReason(StaffAction action) =>
        $"<details><summary class=\"button plain\">{visit.Text($"staff.do.{StaffBookingForm.NameOf(action)}")}</summary>{visit.Form(Path, Reason(action)
            + $"<button type=\"submit\" name=\"action\" value=\"{StaffBookingForm.NameOf(action)}\" class=\"danger\">{visit.Text($"staff.sure.{StaffBookingForm.NameOf(action)}")}</button>")}</details>";

    private string Reason(StaffAction action) => string.Create(
        CultureInfo.InvariantCulture,
        $"<div class=\"field\"><label for=\"{StaffBookingForm.NameOf(action)}_reason\">{visit.Text("staff.why")}</label><input id=\"{StaffBookingForm.NameOf(action)}_reason\" name=\"reason\" maxlength=\"{BookingFields.MaximumReason}\" dir=\"auto\"></div>");

    private string Row(string label, string? value) => value is { Length: > 0 } ? RowOf(visit.Text(label), HtmlPage.Encode(value)) : "";

    private string Link(string label, string? value, string scheme) => value is { Length: > 0 }
        ? RowOf(visit.Text(label), $"<a href=\"{scheme}{HtmlPage.Encode(Uri.EscapeDataString(value))}\">{HtmlPage.Encode(value)}</a>")
        : "";

    private static string RowOf(string label, string html) => $"<div><dt>{label}</dt><dd dir=\"auto\">{html}</dd></div>";

    private string TextOf(JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.True => visit.Look.Texts["book.true"],
        JsonValueKind.False => visit.Look.Texts["book.false"],
        _ => answer.ToString(),
    };
}
