using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace BookingEngine.Tests.Http.Admission;

/// <summary>Decodes and signs access tokens by hand, without a library between a forged token and the API.</summary>
public static class Forgery
{
    public static (JsonObject Header, JsonObject Payload) Read(string token)
    {
        var parts = token.Split('.');
        return (Decode(parts[0]), Decode(parts[1]));
    }

    /// <summary>The token with a changed header or payload. By default it is signed with the right secret and HMAC-SHA-256.</summary>
    public static string Change(
        string token, Action<JsonObject>? header = null, Action<JsonObject>? payload = null, Func<string, byte[]>? sign = null)
    {
        var (newHeader, newPayload) = Read(token);
        header?.Invoke(newHeader);
        payload?.Invoke(newPayload);
        var content = $"{Encode(newHeader)}.{Encode(newPayload)}";
        return $"{content}.{Base64Url.EncodeToString((sign ?? SignedWithSecret)(content))}";
    }

    public static byte[] SignedWithSecret(string content) => HMACSHA256.HashData(Bytes(RunningApi.JwtSecret), Bytes(content));

    public static byte[] SignedWithSha512(string content) => HMACSHA512.HashData(Bytes(RunningApi.JwtSecret), Bytes(content));

    public static byte[] SignedWithOtherSecret(string content) => HMACSHA256.HashData(Bytes(RunningApi.JwtSecret + "!"), Bytes(content));

    public static byte[] WithoutSignature(string content) => [];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Bytes(json.ToJsonString()));

    private static JsonObject Decode(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();
}
