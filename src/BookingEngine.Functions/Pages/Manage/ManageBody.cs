using System.Globalization;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Pages.Book;
using BookingEngine.Functions.Pages.GuestLinks;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Months;
using BookingEngine.Languages;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Pages.Manage;

/// <summary>The parts of the manage page.</summary>
internal sealed class ManageBody(PageLook look, Booking booking, ManageTarget target)
{
    private readonly DateTimeZone _zone = ZoneData.Zones[booking.TimeZone];

    /// <param name="zone">The visitor's.</param>
    /// <param name="entered">What the customer wrote, with labels.</param>
    /// <param name="reason">Why it was last changed, if somebody said so.</param>
    public string Facts(string service, DateTimeZone zone, IEnumerable<(string Label, string Value)> entered, string? reason) =>
        $"""
        <dl>{DetailsStep.Row(look.Texts["mail.service"], service, "")}{DetailsStep.Row(look.Texts["mail.when"], DetailsStep.When(look, booking.Slot, zone, _zone), "")}{string.Concat(entered.Select(e => DetailsStep.Row(e.Label, e.Value, "")))}</dl>
        {(reason is null ? "" : $"<p>{HtmlPage.Encode(look.Texts.With("page.manage.reason", reason))}</p>")}
        {(booking.IsActive ? $"<p><a class=\"button plain\" href=\"{HtmlPage.Encode(target.Entry)}\">{HtmlPage.Encode(look.Texts["book.calendar"])}</a></p>" : "")}
        """;

    /// <param name="isOpen">Whether the visitor is choosing.</param>
    public string Move(MonthView view, Instant now, Instant latest, bool isOpen)
    {
        var zoned = view.Zone.Id == _zone.Id ? target.Query : target.Query.Append(("tz", view.Zone.Id));
        return $"""
            <details{(isOpen ? " open" : "")}><summary class="button plain">{Text("move")}</summary>
            <p class="hint">{HtmlPage.Encode(look.Texts.With("book.rules.move", DateTexts.DateAndTime(look.Language, latest.InZone(view.Zone).LocalDateTime)))}</p>
            {(booking is { NeedsApprovalAfterMove: true, Status: BookingStatus.Confirmed } ? $"<p>{Text("approval")}</p>" : "")}
            <div class="two"><section aria-labelledby="month">{new MonthTable(look, view, more => BookAddress.Join(target.Path, zoned.Concat(more))).Html}
            {ZoneForm.Of(look, view, target.Path, target.Query.Append(("month", MonthChoice.Text(view.Month))), view.Times is [var first, ..] ? first.Start : now)}</section>
            <section>{TimesList.Of(look, view, target.Path, HiddenFields.Of([.. target.Hidden, ("action", "move")]) + ReasonField("move_reason"))}</section></div></details>
            """;
    }

    public string Cancel(Instant latest) =>
        $"""
        <details><summary class="button plain">{Text("cancel")}</summary>
        <p class="hint">{HtmlPage.Encode(look.Texts.With("book.rules.cancel", DateTexts.DateAndTime(look.Language, latest.InZone(_zone).LocalDateTime)))}</p>
        <form method="post" action="{HtmlPage.Encode(target.Path)}">{HiddenFields.Of(target.Hidden)}
        {ReasonField("cancel_reason")}
        <button type="submit" name="action" value="cancel" class="plain">{Text("cancel")}</button>
        </form></details>
        """;

    /// <summary>The buttons that mail the guest a link about what is stored.</summary>
    public string GuestForms() => GuestLinkButtons.Of(look, "/manage", target.Hidden);

    private string ReasonField(string id) => string.Create(
        CultureInfo.InvariantCulture, $"<div class=\"field\"><label for=\"{id}\">{Text("why")}</label><input id=\"{id}\" name=\"reason\" maxlength=\"{BookingFields.MaximumReason}\"></div>");

    private string Text(string key) => HtmlPage.Encode(look.Texts[$"page.manage.{key}"]);
}
