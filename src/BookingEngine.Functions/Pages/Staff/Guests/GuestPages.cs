using BookingEngine.Availability;
using BookingEngine.Functions.Pages.Book;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Months;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Languages;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Pages.Staff.Guests;

/// <summary>The steps of a booking for a guest: service, resource, time, person. A step with one choice is skipped.</summary>
public sealed class GuestPages(GuestOffers offers, MonthFinder months)
{
    public async Task<HtmlPage> ShowAsync(PageVisit visit, GuestChoice choice)
    {
        if (choice.Service is null)
        {
            var all = await offers.ListAsync(visit.Call);
            return all is [var only] ? await ShowAsync(visit, only, choice) : Services(visit, all);
        }

        return await offers.FindAsync(visit.Call, choice.Service) is { } offer ? await ShowAsync(visit, offer, choice) : StaffLayout.NotFound(visit);
    }

    private async Task<HtmlPage> ShowAsync(PageVisit visit, GuestOffer offer, GuestChoice choice)
    {
        var chosen = offer.Resources is [var one] ? one : offer.Resources.FirstOrDefault(r => r.Id.Value == choice.Resource);
        if (chosen is null)
        {
            return Resources(visit, offer);
        }

        var known = choice with { Service = offer.Service.Id.Value, Resource = chosen.Id.Value };
        return StartOf(known) is not null
            ? Person(visit, offer, chosen, known, StatusCodes.Status200OK, _ => "", new FieldErrors())
            : await TimesAsync(visit, offer, chosen, known, StatusCodes.Status200OK);
    }

    /// <summary>The chosen start; null if there is none, or it makes no sense.</summary>
    public static Instant? StartOf(GuestChoice choice) => SlotTime.TryReadInstant(choice.Slot);

    public async Task<HtmlPage> TimesAsync(PageVisit visit, GuestOffer offer, StaffResource resource, GuestChoice choice, int status)
    {
        var request = new AvailabilityRequest(offer.Service.Id, resource.Id, 1, null, CanSeeRetired: false);
        var chosen = MonthChoice.Of(visit.Call.Request) with { Zone = null };
        var view = await months.FindAsync(
            visit.Call, request, resource.Zone, offer.Service.Horizon, chosen);
        var month = choice with { Slot = null };
        var fields = HiddenFields.Of(month.Fields.Append((PageVisit.TokenField, visit.FormToken)));
        return Page(visit, status, visit.Look.Texts["staff.new.time"], StaffPaths.New,
            $"""
            <p>{HtmlPage.Encode(offer.Service.Name)} · {HtmlPage.Encode(resource.Resource.Name)}</p>
            <div class="two"><section aria-labelledby="month">{new MonthTable(visit.Look, view, more => month.Address(more)).Html}
            <p class="hint">{visit.Text("book.zone", DateTexts.Zone(view.Zone, visit.Call.Now))}</p></section>
            <section>{TimesList.Of(visit.Look, view, StaffPaths.New, fields)}</section></div>
            """);
    }

    /// <param name="offered">Free times in place of the chosen one, if it is gone. They are buttons of the same form, so nothing that was entered is lost.</param>
    public static HtmlPage Person(
        PageVisit visit, GuestOffer offer, StaffResource resource, GuestChoice choice, int status, Func<string, string> valueOf, FieldErrors errors,
        string? error = null, IReadOnlyList<Instant>? offered = null)
    {
        var (look, body) = (visit.Look, new DetailsBody(visit.Look, BookAddress.None, offer.Service, valueOf, errors));
        var isGone = offered is { Count: > 0 };
        var when = isGone || StartOf(choice) is not { } start ? ""
            : DetailsStep.Row(look.Texts["mail.when"], $"{DateTexts.DateAndTime(look.Language, start.InZone(resource.Zone).LocalDateTime)}, {DateTexts.Zone(resource.Zone, start)}", "");
        var fields = isGone ? choice with { Slot = null } : choice;
        return Page(visit, status, look.Texts["staff.new.person"], (choice with { Slot = null }).Address(),
            $"""
            {body.Summary()}{StaffLayout.Error(error)}
            <dl>{when}{DetailsStep.Row(look.Texts["mail.service"], offer.Service.Name, "")}{DetailsStep.Row(look.Texts["staff.resource"], resource.Resource.Name, "")}</dl>
            {visit.Form(StaffPaths.New,
                $"""
                {HiddenFields.Of(fields.Fields)}{(isGone ? $"<p>{visit.Text("book.taken")}</p>{TimesList.Buttons(look, offered!, resource.Zone).Replace("<button", "<button formnovalidate", StringComparison.Ordinal)}" : "")}
                {body.Fields(isEmailRequired: false, completes: false)}
                <p class="hint">{visit.Text("staff.new.mail")}</p>
                {(isGone ? "" : $"<button type=\"submit\" name=\"action\" value=\"book\">{visit.Text("staff.new.book")}</button>")}
                """)}
            """);
    }

    private static HtmlPage Services(PageVisit visit, IReadOnlyList<GuestOffer> all) => Page(visit, StatusCodes.Status200OK, visit.Look.Texts["staff.new.service"], null, all.Count == 0
        ? $"<p>{visit.Text("staff.new.none")}</p>"
        : List(all.Select(o => (new GuestChoice(o.Service.Id.Value, null, null).Address(), o.Service.Name, ServiceFacts.Of(visit.Look, o.Service)))));

    private static HtmlPage Resources(PageVisit visit, GuestOffer offer) => Page(visit, StatusCodes.Status200OK, visit.Look.Texts["book.who.title"], StaffPaths.New,
        $"<p>{HtmlPage.Encode(offer.Service.Name)}</p>" + List(offer.Resources.Select(r => (new GuestChoice(offer.Service.Id.Value, r.Id.Value, null).Address(), r.Resource.Name, ""))));

    private static string List(IEnumerable<(string Address, string Name, string Facts)> items) =>
        $"<ul class=\"list\">{string.Concat(items.Select(i => $"<li><a href=\"{HtmlPage.Encode(i.Address)}\"><strong>{HtmlPage.Encode(i.Name)}</strong>{(i.Facts.Length == 0 ? "" : $"<span>{HtmlPage.Encode(i.Facts)}</span>")}</a></li>"))}</ul>";

    private static HtmlPage Page(PageVisit visit, int status, string title, string? back, string body) => StaffLayout.Page(visit, status, StaffPaths.New, title, body) with
    {
        Lead = back is null ? "" : $"<a class=\"back\" href=\"{HtmlPage.Encode(back)}\">{visit.Text("book.back")}</a>",
        IsFull = false,
        IsWide = true,
    };
}
