namespace BookingEngine.Functions.Pages.Layout;

/// <summary>Leads to another page, so that reloading it sends nothing again.</summary>
/// <param name="address">On this host.</param>
internal sealed class SeeOther(string address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = address;
        return Task.CompletedTask;
    }
}
