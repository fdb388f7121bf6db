using System.Text.Json.Nodes;
using BookingEngine.Functions.Http.Answers;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Http.Requests;

/// <summary><c>FUZZ_REQUESTS</c> sets the number of random requests, <c>FUZZ_SEED</c> the seed.</summary>
public sealed class FuzzTests(RunningApi api, ITestOutputHelper output) : IClassFixture<RunningApi>
{
    private const int AtOnce = 4;
    private static readonly int Requests = TestVariable.Whole("FUZZ_REQUESTS", 1_500), Seed = TestVariable.Whole("FUZZ_SEED", 1);

    [Fact]
    public async Task Every_random_request_is_answered_and_never_with_5xx()
    {
        output.WriteLine($"FUZZ_SEED={Seed}");
        var random = new RandomRequests(Seed, (await api.NewPersonAsync()).Token);
        var requests = Enumerable.Range(0, Requests).Select(_ => random.Next()).ToArray();

        var wrong = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (request, _) =>
        {
            var answer = await RawExchange.SendAsync(api.Address, request.Head, request.Body);
            if (ErrorOf(request.Head, answer) is { } what)
            {
                wrong.Add($"{what}\n{request.Head}{System.Text.Encoding.UTF8.GetString(request.Body)}\n→ {answer.Status} {answer.Text}");
            }
        });

        Assert.True(wrong.IsEmpty, $"FUZZ_SEED={Seed}: {wrong.Count} of {Requests}\n{string.Join("\n\n", wrong.Take(5))}");
    }

    private static string? ErrorOf(string head, Answer answer) => answer switch
    {
        { Status: >= 500 } => "a 5xx",
        { Status: < 400 } => null,

        // A request that the server refuses before the app sees it has no correlation id.
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
