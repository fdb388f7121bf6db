using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace BookingEngine.Functions.Http.Idempotency;

/// <summary>A result that was executed, its status and headers in the response, its body held back until it is known whether it is the answer.</summary>
public sealed class CapturedAnswer(byte[] body) : IResult
{
    public int Length => body.Length;

    public static async Task<CapturedAnswer> OfAsync(IResult result, HttpContext http)
    {
        using var body = new MemoryStream();
        var outlet = http.Features.Get<IHttpResponseBodyFeature>();
        var inlet = new StreamResponseBodyFeature(body);
        http.Features.Set<IHttpResponseBodyFeature>(inlet);
        try
        {
            await result.ExecuteAsync(http);
            await inlet.CompleteAsync();
        }
        finally
        {
            http.Features.Set(outlet);
        }

        return new CapturedAnswer(body.ToArray());
    }

    public StoredAnswer Store(HttpResponse response) => StoredAnswer.Of(response, Encoding.UTF8.GetString(body));

    /// <summary>Takes back what the response holds of it already.</summary>
    public static void Withdraw(HttpResponse response)
    {
        foreach (var name in StoredAnswer.Kept)
        {
            response.Headers.Remove(name);
        }
    }

    public async Task ExecuteAsync(HttpContext httpContext) => await httpContext.Response.Body.WriteAsync(body, CancellationToken.None);
}
