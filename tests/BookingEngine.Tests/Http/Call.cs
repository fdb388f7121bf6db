using System.Net.Http.Headers;
using System.Text;

namespace BookingEngine.Tests.Http;

/// <summary>A request of a test. By default it has the app's key.</summary>
public sealed record Call(string Method, string Path)
{
    public HttpContent? Body { get; init; }

    public string? Token { get; init; }

    /// <summary>Null sends no key.</summary>
    public string? Key { get; init; } = RunningApi.Key;

    public (string Name, string Value)[] Headers { get; init; } = [];

    public static Call Get(string path) => new("GET", path);

    public static Call Post(string path) => new("POST", path);

    public static Call PostJson(string path, string json) => PostBytes(path, Encoding.UTF8.GetBytes(json), "application/json");

    /// <param name="ifMatch">The ETag to send, or null for none.</param>
    public static Call PutJson(string path, string json, string? ifMatch = null) => PostJson(path, json) with
    {
        Method = "PUT",
        Headers = ifMatch is null ? [] : [("If-Match", ifMatch)],
    };

    public static Call PostForm(string path, params (string Name, string Value)[] fields) => Post(path) with
    {
        Body = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
    };

    public static Call PostBytes(string path, byte[] bytes, string? mediaType) => Post(path) with
    {
        Body = new ByteArrayContent(bytes)
        {
            Headers = { ContentType = mediaType is null ? null : MediaTypeHeaderValue.Parse(mediaType) },
        },
    };

    public HttpRequestMessage ToRequest(Uri address)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(address, Path)) { Content = Body };
        if (Key is not null)
        {
            request.Headers.TryAddWithoutValidation("x-api-key", Key);
        }

        if (Token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Token}");
        }

        foreach (var (name, value) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value); // one of the body, such as Content-Encoding
            }
        }

        return request;
    }
}
