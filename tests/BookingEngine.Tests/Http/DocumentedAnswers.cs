using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BookingEngine.Functions.Docs;

namespace BookingEngine.Tests.Http;

/// <summary>Compares what the tests are answered with the API document: every status and every code must be listed with its operation.</summary>
internal static class DocumentedAnswers
{
    private static readonly JsonObject Document = JsonNode.Parse(EmbeddedFiles.Bytes("openapi.json"))!.AsObject();

    // Literal paths first, as in routing: /users/me is not /users/{id}.
    private static readonly (Regex Path, JsonObject Operations)[] Paths =
    [
        .. Document["paths"]!.AsObject().OrderBy(p => p.Key.Count(c => c == '{')).Select(p =>
            (new Regex($"^{Regex.Replace(p.Key, @"\{\w+\}", "[^/]+")}/?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase), p.Value!.AsObject())),
    ];

    /// <summary>Fails if the answer is not in the document. Requests to other routes and with other methods are not looked at, nor are pages: one has the address of
    /// a route.</summary>
    public static void Check(string method, string pathAndQuery, Answer answer)
    {
        var path = pathAndQuery.Split('?')[0];
        if (answer.Status == 303 || answer.Header("Content-Type")?.StartsWith("text/html", StringComparison.Ordinal) is true
            || Paths.FirstOrDefault(p => p.Path.IsMatch(path)).Operations?[method.ToLowerInvariant()] is not JsonObject operation)
        {
            return;
        }

        var response = operation["responses"]![$"{answer.Status}"]?.AsObject();
        Assert.True(response is not null, $"{method} {path} answered {answer.Status}, which the API document does not list: {answer.Text}");
        if (response["content"]?["application/problem+json"]?["examples"] is JsonObject codes)
        {
            Assert.True(codes.ContainsKey(answer.Member("code")), $"{method} {path} answered a code that the API document does not list: {answer.Text}");
        }
    }
}
