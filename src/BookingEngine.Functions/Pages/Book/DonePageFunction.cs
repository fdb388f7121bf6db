using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Guests;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Months;
using BookingEngine.Times;

namespace BookingEngine.Functions.Pages.Book;

/// <summary>What has become of the booking. Reloading it changes nothing.</summary>
public sealed class DonePageFunction(HttpEdge edge, PageLooks looks, ManagedBooking managed, CatalogueCache catalogue) : IHttpFunction
{
    public static string Name => "BookDone";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("PageBookDone")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "book/step/done")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<DonePageFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var look = await looks.OfAsync(call);
        return MonthChoice.Text(call.Request, "token") is not { } token ? Mailed(call, look)
            : await managed.OpenAsync(call, token) is { } booking ? await BookedAsync(call, look, booking, token)
            : BookPages.Notice(look, StatusCodes.Status422UnprocessableEntity, "page.invalid.title", "page.manage.invalid");
    }

    private static HtmlPage Mailed(ApiCall call, PageLook look) => Framed(call, HtmlPage.Notice(
        look, StatusCodes.Status200OK, look.Texts["book.done.mail.title"], look.Texts["book.done.mail"], look.Texts["book.done.mail.none"]));

    private async Task<HtmlPage> BookedAsync(ApiCall call, PageLook look, Booking booking, string token)
    {
        var service = await catalogue.ServiceAsync(booking.ServiceId, call.Cancellation);
        var place = ZoneData.Zones[booking.TimeZone];
        var when = DetailsStep.When(look, booking.Slot, MonthChoice.ZoneOf(MonthChoice.Text(call.Request, "tz")) ?? place, place);
        var isPending = booking.Status is BookingStatus.Pending;
        return Framed(call, new(
            look, StatusCodes.Status200OK, look.Texts[isPending ? "book.done.pending.title" : "book.done.title"],
            $"""
            <p>{HtmlPage.Encode(look.Texts[isPending ? "book.done.pending" : "book.done"])}</p>
            <dl>{DetailsStep.Row(look.Texts["mail.service"], service?.Name ?? booking.ServiceId.Value, "")}{DetailsStep.Row(look.Texts["mail.when"], when, "")}</dl>
            <div data-booked="{booking.Id}"></div>
            <p><a class="button" href="/manage/entry?token={HtmlPage.Encode(token)}">{HtmlPage.Encode(look.Texts["book.calendar"])}</a></p>
            <p><a href="/manage?token={HtmlPage.Encode(token)}" target="_top">{HtmlPage.Encode(look.Texts["mail.manage"])}</a></p>
            """));
    }

    private static HtmlPage Framed(ApiCall call, HtmlPage page) => page with
    {
        Script = BookScript.Text,
        Frames = page.Look.Brand.EmbedOrigins ?? [],
        Embedder = MonthChoice.Text(call.Request, "origin"),
    };
}
