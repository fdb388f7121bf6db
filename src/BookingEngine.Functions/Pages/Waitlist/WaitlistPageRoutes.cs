namespace BookingEngine.Functions.Pages.Waitlist;

/// <summary>The page that a link of a waitlist opens. It has the address of the API's own list, so that those functions pass it on, and these have no trigger.</summary>
public sealed class WaitlistPageRoutes(HttpEdge edge, WaitlistPages pages)
{
    /// <summary>The API has no such parameter.</summary>
    public static bool HasToken(HttpRequest request) => request.Query.ContainsKey("token");

    /// <summary>Browsers send forms, and have no key.</summary>
    public static bool IsForm(HttpRequest request) => HasToken(request) || (request.HasFormContentType && !request.Headers.ContainsKey("x-api-key"));

    public Task ShowAsync(HttpRequest request, FunctionContext context) => edge.RunAsync<WaitlistPageFunction>(request, context, pages.ShowAsync);

    public Task SubmitAsync(HttpRequest request, FunctionContext context) => edge.RunAsync<SubmitWaitlistPageFunction>(request, context, async call =>
    {
        var (form, errors, problem) = await call.ReadFormAsync<WaitlistForm>();
        return form is null ? problem! : await pages.SubmitAsync(call, form, errors);
    });
}

/// <summary>Shows the offer, or the entry. It needs a click to change anything, because mail scanners open links, too.</summary>
public sealed class WaitlistPageFunction : IHttpFunction
{
    public static string Name => "WaitlistPage";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Read);

    public static Operation? Operation => null;
}

/// <summary>Handles the forms of the page.</summary>
public sealed class SubmitWaitlistPageFunction : IHttpFunction
{
    public static string Name => "WaitlistSubmit";

    public static Policy Policy { get; } = Policy.OpenWithin(RateLimitName.Write);

    public static Operation? Operation => null;
}
