using System.Globalization;
using BookingEngine.Functions.Pages.Layout;

namespace BookingEngine.Functions.Pages.Book;

/// <summary>Counts against a limit, and answers with a page.</summary>
public sealed class BookLimits(LimitGate limits)
{
    /// <summary>Null within the limit.</summary>
    public async Task<HtmlPage?> CheckAsync(ApiCall call, PageLook look, RateLimitName name) =>
        Answer(call, look, await limits.CheckAsync(name, call.Request, call.Now, call.Cancellation));

    /// <summary>The answer of a route as a page; null for none.</summary>
    public static HtmlPage? Answer(ApiCall call, PageLook look, Problem? tooMany)
    {
        if (tooMany is not { Header: var header })
        {
            return null;
        }

        call.Request.HttpContext.Response.Headers.RetryAfter = header?.Value ?? 60.ToString(CultureInfo.InvariantCulture);
        return BookPages.Notice(look, StatusCodes.Status429TooManyRequests, "book.busy.title", "book.busy");
    }
}
