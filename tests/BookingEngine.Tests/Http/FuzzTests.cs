using System.Text.Json.Nodes;
using BookingEngine.Functions.Http;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Http;

public sealed class FuzzTests(RunningApi api, ITestOutputHelper output) : IClassFixture<RunningApi>
{
    private const int Requests = 4_000, AtOnce = 4;

    /// <summary>Set to the seed that a failure printed, to see it again.</summary>
    private static readonly string? Given = Environment.GetEnvironmentVariable("FUZZ_SEED");

    [Fact]
    public async Task Whatever_arrives_is_answered_and_never_with_a_5xx()
    {
        var seed = int.TryParse(Given, out var given) ? given : Environment.TickCount;
        output.WriteLine($"FUZZ_SEED={seed}");
        var random = new RandomRequests(seed, (await api.NewPersonAsync()).Token);
        var requests = Enumerable.Range(0, Requests).Select(_ => random.Next()).ToArray();

        var wrong = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (request, _) =>
        {
            var answer = await RawExchange.SendAsync(api.Address, request.Head, request.Body);
            if (WhatIsWrong(request.Head, answer) is { } what)
            {
                wrong.Add($"{what}\n{request.Head}{System.Text.Encoding.UTF8.GetString(request.Body)}\n→ {answer.Status} {answer.Text}");
            }
        });

        Assert.True(wrong.IsEmpty, $"FUZZ_SEED={seed}: {wrong.Count} of {Requests}\n{string.Join("\n\n", wrong.Take(5))}");
    }

    private static string? WhatIsWrong(string head, Answer answer) => answer switch
    {
        { Status: >= 500 } => "a 5xx",
        { Status: < 400 } => null,

        // What the server refuses before the app sees it has no correlation id.
        { Status: 400, Text: "" } when answer.Header(Correlation.Header) is null => null,
        { Text: "" } when head.StartsWith("HEAD ", StringComparison.Ordinal) => null,
        _ => IsProblem(answer) ? null : "no problem details",
    };

    private static bool IsProblem(Answer answer) => answer.Header("Content-Type") == "application/problem+json"
        && JsonNode.Parse(answer.Text) is JsonObject problem
        && (int)problem["status"]! == answer.Status
        && ((string)problem["code"]!).Length > 0
        && ((string)problem["detail"]!).Length > 0;
}
