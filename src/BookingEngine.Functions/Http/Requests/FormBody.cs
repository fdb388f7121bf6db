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

        try
        {
            return (await request.ReadFormAsync(cancellation), null);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            return (null, RequestProblems.MalformedForm); // NotSupportedException: a part of the form is in UTF-7
        }
    }

    // .NET throws for UTF-7.
    private static bool CanDecode(HttpRequest request)
    {
        try
        {
            return MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Encoding is var _;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }
}
