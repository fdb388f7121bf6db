using BookingEngine.Branding;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.PublicBookings;

namespace BookingEngine.Functions.Pages.Book;

/// <summary>Shows the steps up to the choice of a time.</summary>
public sealed class BookPages(PageLooks looks, PublicCatalogue catalogue, TimeStep times)
{
    public async Task<IResult> ShowAsync(ApiCall call, string? service)
    {
        var look = await looks.OfAsync(call);
        if (look.Brand.Booking is OpenBooking.Off)
        {
            return Off(look);
        }

        if (service is not null)
        {
            return await catalogue.FindAsync(new ServiceId(service), call.Cancellation) is { } found
                ? await ShowAsync(call, look, found, isOnly: false)
                : Notice(look, StatusCodes.Status404NotFound, "book.gone.title", "book.gone");
        }

        return await catalogue.ListAsync(call.Cancellation) switch
        {
            [] => Notice(look, StatusCodes.Status200OK, "book.off.title", "book.contact"),
            [var only] => await ShowAsync(call, look, only, isOnly: true),
            var all => Services(look, all, BookAddress.Of(call.Request, null)),
        };
    }

    public static HtmlPage Off(PageLook look) => HtmlPage.Notice(look, StatusCodes.Status403Forbidden, look.Texts["book.off.title"], look.Texts["book.contact"]);

    /// <summary>A text with a link to the beginning.</summary>
    public static HtmlPage Notice(PageLook look, int status, string title, string text, string address = "/book") => new(
        look, status, look.Texts[title],
        $"<p>{HtmlPage.Encode(look.Texts[text])}</p><p><a class=\"button\" href=\"{HtmlPage.Encode(address)}\">{HtmlPage.Encode(look.Texts["book.again"])}</a></p>");

    public static string Step(PageLook look, int number, string? back) =>
        (back is null ? "" : $"<a class=\"back\" href=\"{HtmlPage.Encode(back)}\">{HtmlPage.Encode(look.Texts["book.back"])}</a>")
        + $"<p class=\"step\">{HtmlPage.Encode(look.Texts.With("book.step", $"{number}"))}</p>";

    /// <summary>A page before personal data is asked for.</summary>
    internal static HtmlPage Page(PageLook look, BookAddress address, string title, string lead, string body, bool isWide) => new(look, StatusCodes.Status200OK, title, body)
    {
        Lead = lead,
        IsWide = isWide,
        Script = BookScript.Text,
        MayBeKept = true,
        Frames = look.Brand.EmbedOrigins ?? [],
        Embedder = address.Embedder,
    };

    private async Task<IResult> ShowAsync(ApiCall call, PageLook look, OfferedService offered, bool isOnly)
    {
        var address = BookAddress.Of(call.Request, offered.Service.Id.Value);
        var chosen = offered.Resources is [var one] ? one.Id.Value : address.With;
        return chosen == BookAddress.Anyone || offered.Resources.Any(r => r.Id.Value == chosen)
            ? await times.ShowAsync(call, look, offered, address with { With = chosen }, isOnly)
            : Resources(look, offered, address, isOnly);
    }

    private static HtmlPage Services(PageLook look, IReadOnlyList<OfferedService> services, BookAddress address) => Page(
        look, address, look.Texts["book.service.title"], Step(look, 1, null),
        $"<ul class=\"list\">{string.Concat(services.Select(s => Item(
            (address with { Service = s.Service.Id.Value, With = null }).MonthAddress(), s.Service.Name, ServiceFacts.Of(look, s.Service), s.Service.Description)))}</ul>",
        isWide: false);

    private static HtmlPage Resources(PageLook look, OfferedService offered, BookAddress address, bool isOnly) => Page(
        look, address, look.Texts["book.who.title"], Step(look, 2, isOnly ? null : address.StartAddress),
        $"<p>{HtmlPage.Encode(offered.Service.Name)}</p><ul class=\"list\">{Item((address with { With = BookAddress.Anyone }).MonthAddress(), look.Texts["book.anyone"], "", null)}"
        + $"{string.Concat(offered.Resources.Select(r => Item((address with { With = r.Id.Value }).MonthAddress(), r.Name, "", null)))}</ul>",
        isWide: false);

    private static string Item(string address, string name, string facts, string? description) =>
        $"<li><a href=\"{HtmlPage.Encode(address)}\"><strong>{HtmlPage.Encode(name)}</strong>{(facts.Length == 0 ? "" : $"<span>{HtmlPage.Encode(facts)}</span>")}"
        + $"{(description is null ? "" : $"<br>{HtmlPage.Encode(description)}")}</a></li>";
}
