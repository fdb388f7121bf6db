using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Docs;

/// <summary>A request file in the format of the REST Client: variables, named requests and references to their answers. Anything else in braces
/// throws.</summary>
internal sealed partial class RequestFile
{
    private readonly Dictionary<string, string> _variables = [];
    private readonly Dictionary<string, JsonNode> _answers = [];
    private readonly DateTimeOffset _now;

    /// <param name="text">The whole file.</param>
    /// <param name="now">The instant that its dates are relative to.</param>
    /// <param name="instead">Variables that replace those of the file.</param>
    public RequestFile(string text, DateTimeOffset now, params (string Name, string Value)[] instead)
    {
        _now = now;
        string[] parts = Regex.Split(text.ReplaceLineEndings("\n"), "^###.*\n", RegexOptions.Multiline);
        foreach (Match variable in VariableLine().Matches(parts[0]))
        {
            _variables[variable.Groups[1].Value] = variable.Groups[2].Value;
        }

        foreach (var (name, value) in instead)
        {
            Assert.True(_variables.ContainsKey(name), $"The file has no variable {name}.");
            _variables[name] = value;
        }

        Requests = [.. parts[1..].Select(Read)];
    }

    /// <summary>The requests with their names, as written.</summary>
    public IReadOnlyList<(string Name, string Text)> Requests { get; }

    /// <summary>The request with every reference resolved.</summary>
    public Call Call(string request)
    {
        var (head, body) = request.Split("\n\n", 2) is [var first, var rest] ? (first, Fill(rest.Trim())) : (request, null);
        string[] lines = [.. head.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')).Select(Fill)];
        var headers = lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var mediaType = headers.GetValueOrDefault("Content-Type");
        headers.Remove("Content-Type");
        return new Call(lines[0].Split(' ', 2)[0], Encoded(lines[0].Split(' ', 2)[1]))
        {
            Key = null,
            Headers = [.. headers.Select(pair => (pair.Key, pair.Value))],
            Body = body is null ? null : Http.Call.PostBytes("", Encoding.UTF8.GetBytes(body), mediaType).Body,
        };
    }

    public void AddAnswer(string name, Answer answer)
    {
        if (answer.Header("Content-Type")?.Contains("json", StringComparison.Ordinal) is true)
        {
            _answers[name] = answer.Json;
        }
    }

    private string Fill(string text) => Reference().Replace(text, match => ValueOf(match.Groups[1].Value));

    private string ValueOf(string reference) => (DateReference().Match(reference), AnswerReference().Match(reference)) switch
    {
        ({ Success: true } date, _) =>
            _now.AddDays(int.Parse(date.Groups[1].Value, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (_, { Success: true } answer) => StepsTo().Matches(answer.Groups[2].Value).Aggregate(_answers[answer.Groups[1].Value], Step).ToString(),
        _ when reference == "$guid" => Guid.CreateVersion7().ToString(),
        _ => _variables[reference],
    };

    private static JsonNode Step(JsonNode at, Match step) =>
        step.Groups[1].Success ? at[step.Groups[1].Value]! : at[int.Parse(step.Groups[2].Value, CultureInfo.InvariantCulture)]!;

    private static (string Name, string Text) Read(string part) => (NameLine().Match(part).Groups[1].Value, part.Trim());

    // As the client does with characters that a URL must not contain.
    private static string Encoded(string address) => address.Replace(" ", "%20", StringComparison.Ordinal);

    [GeneratedRegex(@"^@(\w+) = (.+)$", RegexOptions.Multiline)]
    private static partial Regex VariableLine();

    [GeneratedRegex(@"^# @name (\w+)$", RegexOptions.Multiline)]
    private static partial Regex NameLine();

    [GeneratedRegex(@"\{\{(.+?)\}\}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^\$datetime ""YYYY-MM-DD"" (\d+) d$")]
    private static partial Regex DateReference();

    [GeneratedRegex(@"^(\w+)\.response\.body\.\$(.+)$")]
    private static partial Regex AnswerReference();

    [GeneratedRegex(@"\.(\w+)|\[(\d+)\]")]
    private static partial Regex StepsTo();
}
