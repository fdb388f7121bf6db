using BookingEngine.Branding;
using BookingEngine.Functions.Pages.Layout;

namespace BookingEngine.Functions.Pages.Book;

/// <summary>The form for what was chosen.</summary>
public sealed class DetailsPageFunction(HttpEdge edge, PageLooks looks, DetailsStep step) : IHttpFunction
{
    public static string Name => "BookDetails";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("PageBookDetails")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "book/step/details")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<DetailsPageFunction>(request, context, AnswerAsync);

    internal static HtmlPage ChooseAgain(PageLook look, BookAddress address) =>
        BookPages.Notice(look, StatusCodes.Status422UnprocessableEntity, "book.token.title", "book.token", (address with { Hold = null }).MonthAddress());

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (look, address) = (await looks.OfAsync(call), BookAddress.Of(call.Request, null));
        return look.Brand.Booking is OpenBooking.Off ? BookPages.Off(look)
            : await step.FindAsync(call, address) is { Hold: not null } chosen
                ? step.Form(call, look, chosen, _ => "", new FieldErrors(), StatusCodes.Status200OK)
                : ChooseAgain(look, address);
    }
}
