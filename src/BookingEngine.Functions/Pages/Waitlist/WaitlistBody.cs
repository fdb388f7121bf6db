using BookingEngine.BookingMails;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Pages.Book;
using BookingEngine.Functions.Pages.GuestLinks;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Languages;
using BookingEngine.Times;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Reading;
using BookingEngine.WaitlistMails;

namespace BookingEngine.Functions.Pages.Waitlist;

/// <summary>Why a form was not accepted. Nothing is set for a page that was only opened.</summary>
internal sealed record PageFault
{
    public bool Unclear { get; init; }

    public Refusal? Refusal { get; init; }

    public FieldErrors Fields { get; init; } = new();
}

/// <summary>Writes the page: the offer with its buttons, or what the entry waits for.</summary>
public sealed class WaitlistBody(PageLooks looks, CatalogueCache catalogue, CatalogueReader<Resource> resources, BookingContacts contacts, EntryTexts texts)
{
    /// <summary>The same for every invalid link.</summary>
    internal async Task<HtmlPage> InvalidAsync(ApiCall call)
    {
        var look = await looks.OfAsync(call);
        return HtmlPage.Notice(
            look, StatusCodes.Status400BadRequest, look.Texts["page.invalid.title"], look.Texts["page.waitlist.invalid"], look.Texts["page.waitlist.invalid.next"]);
    }

    internal async Task<HtmlPage> OfAsync(ApiCall call, LinkedEntry linked, string token, int status, PageFault fault)
    {
        var entry = linked.Entry;
        var (user, guest) = (await contacts.FindUserAsync(entry.UserId, call.Cancellation), await texts.FindGuestAsync(entry, call.Cancellation));
        var look = await looks.OfAsync(call, (user?.Locale ?? guest?.Locale) is { } locale ? [locale] : []);
        var service = await catalogue.ServiceAsync(entry.ServiceId, call.Cancellation);
        var offer = entry.OfferedAt(call.Now) is { } open && (linked.OfferId ?? open.Id) == open.Id ? open : null;
        var resource = (offer?.ResourceId ?? entry.Wish.ResourceId) is { } id ? (await resources.FindAsync(id.Value, call.Cancellation))?.Value?.Name : null;
        var facts = Fact(look, "mail.service", service?.Name, DefaultCatalogue.InitialService.Name) + Fact(look, "mail.resource", resource, DefaultCatalogue.InitialResource.Name);
        return new HtmlPage(
            look, status, look.Texts[offer is not null ? "page.waitlist.offered" : entry.IsOpen ? "page.waitlist.waiting" : "page.waitlist.closed"],
            Fault(look, fault) + (offer is not null && service is not null ? Offered(call, look, service, offer, token, facts, fault)
                : entry.IsOpen ? Waiting(look, linked, token, facts)
                : $"<p>{Text(look, "closed.text")}</p>")
                + (user is null && guest is { Email: not null } ? GuestLinkButtons.Of(look, "/waitlist", ("token", token)) : ""))
        {
            Script = BookScript.Text,
        };
    }

    private static string Offered(ApiCall call, PageLook look, Service service, Offer offer, string token, string facts, PageFault fault)
    {
        var zone = ZoneData.Zones[offer.Time.TimeZone];
        var until = DateTexts.DateAndTime(look.Language, offer.Expires.InZone(zone).LocalDateTime);
        var questions = new DetailsBody(look, BookAddress.None, service, name => ValueOf(call, name), fault.Fields);
        (string, string)[] hidden = [("token", token), ("offer", $"{offer.Id}")];
        return $"""
            {questions.Summary()}<dl>{DetailsStep.Row(look.Texts["mail.when"], DetailsStep.When(look, offer.Time.Start, zone, zone), "")}{facts}</dl>
            <p>{HtmlPage.Encode(look.Texts.With("page.waitlist.until", until))}</p>
            <form method="post" action="/waitlist">{HiddenFields.Of(hidden)}{questions.Questions}
            <button type="submit" name="action" value="take">{Text(look, "take")}</button></form>
            <form method="post" action="/waitlist">{HiddenFields.Of(hidden)}<button type="submit" name="action" value="refuse" class="plain">{Text(look, "refuse")}</button></form>
            {Leave(look, token)}
            """;
    }

    // A link to an offer that is gone says so.
    private static string Waiting(PageLook look, LinkedEntry linked, string token, string facts) =>
        $"""
        {(linked.OfferId is null ? "" : $"<p class=\"note\">{Text(look, "over")}</p>")}<p>{Text(look, "waiting.text")}</p>
        <dl>{DetailsStep.Row(look.Texts["mail.when"], WishDates.Of(linked.Entry.Wish, look.Language), "")}{facts}</dl>
        {Leave(look, token)}
        """;

    private static string Leave(PageLook look, string token) =>
        $"<form method=\"post\" action=\"/waitlist\">{HiddenFields.Of(("token", token))}<button type=\"submit\" name=\"action\" value=\"leave\" class=\"plain\">{Text(look, "leave")}</button></form>";

    private static string Fault(PageLook look, PageFault fault) => fault switch
    {
        { Unclear: true } => $"<p class=\"error\" role=\"alert\" tabindex=\"-1\" data-focus>{Text(look, "unclear")}</p>",
        { Refusal: { } refusal } => RefusedNotice.Of(look, refusal),
        _ => "",
    };

    private static string Fact(PageLook look, string label, string? value, string neutral) =>
        value is null || value == neutral ? "" : DetailsStep.Row(look.Texts[label], value, "");

    private static string ValueOf(ApiCall call, string name) => HttpMethods.IsPost(call.Request.Method) && call.Request.Form[name] is [{ } text] ? text : "";

    private static string Text(PageLook look, string key) => HtmlPage.Encode(look.Texts[$"page.waitlist.{key}"]);
}
