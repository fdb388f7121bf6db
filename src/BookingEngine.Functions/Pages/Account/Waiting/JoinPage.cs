using System.Globalization;
using BookingEngine.Branding;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Pages.Book;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Functions.PublicBookings;
using BookingEngine.Languages;
using BookingEngine.Waitlist;
using NodaTime.Text;

namespace BookingEngine.Functions.Pages.Account.Waiting;

/// <summary>The page on which a customer joins a waitlist: first the service, then when.</summary>
public sealed class JoinPage(PublicCatalogue catalogue, CatalogueCache places)
{
    public async Task<IResult> ShowAsync(PageVisit visit, string? service)
    {
        if (service is null)
        {
            return await catalogue.ListAsync(visit.Call.Cancellation) is [var only] ? Form(visit, StatusCodes.Status200OK, only.Service) : await ServicesAsync(visit);
        }

        return await FindAsync(visit, service) is { } found ? Form(visit, StatusCodes.Status200OK, found) : AccountLayout.NotFound(visit);
    }

    /// <summary>Null if it is not offered.</summary>
    public async Task<Service?> FindAsync(PageVisit visit, string service) =>
        (await catalogue.FindAsync(new ServiceId(service), visit.Call.Cancellation))?.Service;

    public static HtmlPage Unclear(PageVisit visit, Service service) => Form(
        visit, StatusCodes.Status422UnprocessableEntity, service, AccountLayout.Error(visit, "account.waitlist.unclear"));

    internal async Task<HtmlPage> RefusedAsync(PageVisit visit, Service service, Refusal refusal) => Form(
        visit, StatusCodes.Status409Conflict, service, RefusedNotice.Of(visit.Look, refusal) + (refusal is SlotsAvailable free ? await FreeAsync(visit, service, free) : ""));

    private async Task<HtmlPage> ServicesAsync(PageVisit visit)
    {
        var all = await catalogue.ListAsync(visit.Call.Cancellation);
        return Page(visit, StatusCodes.Status200OK, "account.waitlist.join", all.Count == 0
            ? $"<p>{visit.Text("book.gone")}</p>"
            : $"<ul class=\"list\">{string.Concat(all.Select(o => $"<li><a href=\"{AccountLayout.Waitlist}?service={o.Service.Id}\"><strong>{HtmlPage.Encode(o.Service.Name)}</strong><span>{HtmlPage.Encode(ServiceFacts.Of(visit.Look, o.Service))}</span></a></li>"))}</ul>");
    }

    // In the zone of the service's place.
    private async Task<string> FreeAsync(PageVisit visit, Service service, SlotsAvailable free)
    {
        var offered = await catalogue.FindAsync(service.Id, visit.Call.Cancellation);
        var zone = offered is null ? null : (await places.LocationsOfAsync(offered.Resources[0], visit.Call.Cancellation))?.ZoneAt(visit.Call.Now);
        var times = free.NextStarts.Select(start => $"<li>{HtmlPage.Encode(DateTexts.DateAndTime(visit.Look.Language, start.InZone(zone ?? DefaultCatalogue.Zone).LocalDateTime))}</li>");
        var link = visit.Look.Brand.Booking is OpenBooking.Off ? "" : $"<p><a class=\"button\" href=\"/book/{service.Id}\">{visit.Text("account.book")}</a></p>";
        return $"<ul>{string.Concat(times)}</ul>{link}";
    }

    private static HtmlPage Form(PageVisit visit, int status, Service service, string above = "") => Page(
        visit, status, "account.waitlist.join",
        $"""
        {above}<p>{HtmlPage.Encode(service.Name)}</p><p>{visit.Text("account.waitlist.text")}</p>
        {visit.Form(AccountLayout.Waitlist,
            $"""
            {HiddenFields.Of(("service", service.Id.Value))}
            {Input(visit, "from", "date", LocalDatePattern.Iso.Format(visit.Call.Now.InUtc().Date), " required")}
            {Input(visit, "to", "date", LocalDatePattern.Iso.Format(visit.Call.Now.InUtc().Date.PlusDays(7)), " required")}
            <fieldset class="field"><legend>{visit.Text("account.waitlist.days")}</legend>{string.Concat(JoinForm.Days.Select(day => Day(visit, day)))}</fieldset>
            {Input(visit, "earliest", "time", "", "")}
            {Input(visit, "latest", "time", "", "")}
            {(service.Capacity > 1 ? Input(visit, "quantity", "number", "1", string.Create(CultureInfo.InvariantCulture, $" min=\"1\" max=\"{service.Capacity}\" required")) : "")}
            <button type="submit">{visit.Text("account.waitlist.join")}</button>
            """)}
        """);

    // What was entered stays.
    private static string Input(PageVisit visit, string name, string type, string otherwise, string attributes) =>
        $"<div class=\"field\"><label for=\"{name}\">{visit.Text($"account.waitlist.{name}")}</label><input id=\"{name}\" name=\"{name}\" type=\"{type}\" value=\"{HtmlPage.Encode(Entered(visit, name) ?? otherwise)}\"{attributes}></div>";

    private static string Day(PageVisit visit, NodaTime.IsoDayOfWeek day) =>
        $"<label class=\"check\"><input type=\"checkbox\" name=\"{JoinForm.NameOf(day)}\" value=\"on\"{(Entered(visit, "from") is null || Entered(visit, JoinForm.NameOf(day)) is not null ? " checked" : "")}> {HtmlPage.Encode(DateTexts.Weekday(visit.Look.Language, day).Name)}</label>";

    private static string? Entered(PageVisit visit, string name) =>
        HttpMethods.IsPost(visit.Call.Request.Method) && visit.Call.Request.Form[name] is [{ } text] ? text : null;

    private static HtmlPage Page(PageVisit visit, int status, string title, string body) => AccountLayout.Page(visit, status, AccountLayout.Home, visit.Look.Texts[title], body);
}
