using BookingEngine.Functions.Http.Requests.Texts;
using Microsoft.Net.Http.Headers;

namespace BookingEngine.Functions.Http.Requests;

public static class FormBody
{
    public static async Task<(IFormCollection? Form, Problem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasFormContentType || !CanDecode(request))
        {
            return (null, RequestProblems.MediaType("application/x-www-form-urlencoded"));
        }

        var (body, problem) = await BodyReader.ReadAsync(request, cancellation);
        if (body is null)
        {
            return (null, problem);
        }

        if (ByteOrderMark.IsAtStart(body.GetBuffer().AsSpan(0, (int)body.Length)))
        {
            body.Position = ByteOrderMark.Length; // otherwise it would belong to the name of the first field
        }

        return await BodyFailures.TryAsync<IFormCollection>(async () => (await request.ReadFormAsync(cancellation), null), RequestProblems.MalformedForm);
    }

    // .NET throws for some encodings, such as UTF-7.
    private static bool CanDecode(HttpRequest request) =>
        BodyFailures.Try(() => MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Encoding is var _ ? type : null) is not null;
}
