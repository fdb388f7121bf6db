namespace BookingEngine.Functions.Pages.Book;

/// <summary>The booking page: what to book.</summary>
public sealed class BookPageFunction(HttpEdge edge, BookPages pages) : IHttpFunction
{
    public static string Name => "BookPage";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("PageBook")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "book")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<BookPageFunction>(request, context, call => pages.ShowAsync(call, service: null));
}

/// <summary>The booking page of one service.</summary>
public sealed class BookServicePageFunction(HttpEdge edge, BookPages pages) : IHttpFunction
{
    public static string Name => "BookServicePage";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("PageBookService")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "book/{service}")] HttpRequest request, string service, FunctionContext context) =>
        edge.RunAsync<BookServicePageFunction>(request, context, call => pages.ShowAsync(call, service));
}
