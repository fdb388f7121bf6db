using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Idempotency;

/// <summary>Requests with an idempotency key.</summary>
public static class IdempotentCalls
{
    private static int _keys;

    /// <summary>A key that no other test uses.</summary>
    public static string NewKey() => $"key {Interlocked.Increment(ref _keys)}";

    public static Call Book(string token, string slot, string key) => Of(token, key, new JsonObject { ["slot"] = slot }.ToJsonString());

    public static Call Of(string token, string key, string body) => Call.PostJson("/bookings", body) with
    {
        Token = token,
        Headers = [("Idempotency-Key", key)],
    };

    public static Task<Answer> BookAsync(this RunningApi api, Person person, string slot, string key) => api.SendAsync(Book(person.Token, slot, key));

    /// <summary>Asserts that this is a replay of the first answer.</summary>
    public static void AssertReplayOf(this Answer again, Answer first)
    {
        Assert.Equal((first.Status, first.Text, first.Header("Content-Type")), (again.Status, again.Text, again.Header("Content-Type")));
        Assert.Equal((null, "true"), (first.Header("Idempotent-Replayed"), again.Header("Idempotent-Replayed")));
    }

    public static void AssertReused(this Answer answer) => answer.AssertProblem(
        422, "idempotency_key_reused", "This Idempotency-Key was used for another request. Use a new key for each request.");

    public static void AssertInUse(this Answer answer, string retryAfter = "5")
    {
        answer.AssertProblem(
            409, "idempotency_key_in_use", "A request with this Idempotency-Key is still running. Send it again in a moment to get its answer.");
        Assert.Equal(retryAfter, answer.Header("Retry-After"));
    }
}
