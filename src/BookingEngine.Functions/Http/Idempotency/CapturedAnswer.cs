using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace BookingEngine.Functions.Http.Idempotency;

/// <summary>An executed result. Its status and headers are in the response. Its body is kept until it is clear that this is the answer.</summary>
public sealed class CapturedAnswer(byte[] body) : IResult
{
    public int Length => body.Length;

    public static async Task<CapturedAnswer> OfAsync(IResult result, HttpContext http)
    {
        using var body = new MemoryStream();
        var original = http.Features.Get<IHttpResponseBodyFeature>();
        var capture = new StreamResponseBodyFeature(body);
        http.Features.Set<IHttpResponseBodyFeature>(capture);
        try
        {
            await result.ExecuteAsync(http);
            await capture.CompleteAsync();
        }
        finally
        {
            http.Features.Set(original);
            http.Response.ContentLength = null; // another answer may be sent instead
        }

        return new CapturedAnswer(body.ToArray());
    }

    public StoredAnswer Store(HttpResponse response) => StoredAnswer.Of(response, Encoding.UTF8.GetString(body));

    /// <summary>Removes the result's headers from the response.</summary>
    public static void Withdraw(HttpResponse response)
    {
        foreach (var name in StoredAnswer.StoredHeaders)
        {
            response.Headers.Remove(name);
        }
    }

    public async Task ExecuteAsync(HttpContext httpContext) => await httpContext.Response.Body.WriteAsync(body, CancellationToken.None);
}
