namespace BookingEngine.Functions.Pages;

/// <summary>The page that the link of a guest's mail opens. It needs a click, because mail scanners open links, too.</summary>
public sealed class EraseDataPageFunction(HttpEdge edge) : IHttpFunction
{
    public static string Name => "EraseDataForm";

    public static Policy Policy => Policy.Open;

    public static Operation? Operation => null;

    [Function("PageEraseData")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "erase-data")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<EraseDataPageFunction>(request, context, call => Task.FromResult<IResult>(
            call.Request.Query["token"] is [{ Length: > 0 } token] ? Form(token) : Invalid));

    internal static HtmlPage Invalid { get; } = new(
        StatusCodes.Status400BadRequest, "This link no longer works",
        "<p>It has expired, or is incomplete.</p><p>Nothing has changed. Ask for a new one on the page of your appointment.</p>");

    private static HtmlPage Form(string token) => new(
        StatusCodes.Status200OK, "Erase your data",
        $"""
        <p>Your name, your address, your telephone number and what you wrote can then no longer be read by anyone. Appointments ahead may be cancelled.</p>
        <p>This cannot be undone.</p>
        <form method="post" action="/erase-data">
        <input type="hidden" name="token" value="{HtmlPage.Encode(token)}">
        <button type="submit">Erase my data</button>
        </form>
        """);
}
