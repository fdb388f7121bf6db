using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace BookingEngine.Tests.Http;

/// <summary>A complete answer.</summary>
/// <param name="Headers">By case-insensitive name. Several values are joined by a comma.</param>
public sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public string Member(string name) => (string)Json[name]!;

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer((int)response.StatusCode, headers, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Asserts the whole body, with all members in order.</summary>
    public void AssertIs(int status, JsonObject body)
    {
        Assert.Equal(body.ToJsonString(), Text.Length == 0 ? "" : Json.ToJsonString());
        Assert.Equal(status, Status);
    }

    /// <summary>Asserts the whole problem: status, media type and every member.</summary>
    public void AssertProblem(int status, string code, string detail, string? error = null, JsonObject? errors = null)
    {
        var body = new JsonObject
        {
            ["type"] = "about:blank",
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["detail"] = detail,
            ["code"] = code,
            ["correlation_id"] = Header("x-correlation-id"),
        };
        Add(body, "error", error);
        Add(body, "errors", errors);
        Add(body, "next_starts", code == "slot_unavailable" ? Json["next_starts"]?.DeepClone() : null);
        AssertIs(status, body);
        Assert.Equal("application/problem+json", Header("Content-Type"));
        Assert.Equal("no-store", Header("Cache-Control"));
    }

    /// <summary>Asserts a 422 that names these fields, each with its error.</summary>
    public void AssertInvalidFields(params (string Field, string Text)[] errors) => AssertInvalid(null, errors);

    /// <summary>The same at the token endpoint.</summary>
    public void AssertInvalidGrantFields(params (string Field, string Text)[] errors) => AssertInvalid("invalid_request", errors);

    /// <summary>Asserts the same answer for every invalid token, whatever its fault.</summary>
    public void AssertIsUnauthorized()
    {
        AssertProblem(401, "invalid_token", "Could not validate credentials");
        Assert.Equal("Bearer", Header("WWW-Authenticate"));
    }

    private void AssertInvalid(string? error, (string Field, string Text)[] errors) => AssertProblem(
        422, "invalid_fields", string.Join(" ", errors.Select(e => $"{e.Field} {e.Text}.")), error,
        new JsonObject(errors.Select(e => KeyValuePair.Create(e.Field, (JsonNode?)new JsonArray(e.Text)))));

    private static void Add(JsonObject body, string name, JsonNode? value)
    {
        if (value is not null)
        {
            body[name] = value;
        }
    }
}
