using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Bookings.Series;

/// <summary>A salon whose first chair is open round the clock, and calls about series.</summary>
public abstract class SeriesTests : SalonTests
{
    protected const string Weekly = "FREQ=WEEKLY;COUNT=4";

    /// <summary>Books four weeks at the first chair, unless the fields differ.</summary>
    protected Task<Answer> BookAsync(string person, string rule = Weekly, params (string Name, JsonNode? Value)[] fields) =>
        Salon.PostAsync(person, "/bookings/series", [("rule", rule), ("slot", SalonFixture.Ten), ("service_id", "cut"), ("resource_id", "chair-1"), .. fields]);

    protected async Task<JsonObject[]> BookedAsync(string person, string rule = Weekly, params (string Name, JsonNode? Value)[] fields)
    {
        var answer = await BookAsync(person, rule, fields);
        Assert.True(answer.Status == 201, answer.Text);
        return [.. answer.Json["bookings"]!.AsArray().Select(b => b!.AsObject())];
    }

    /// <summary>The slots of a series as the caller sees them, with their status if it is another than confirmed.</summary>
    protected async Task<string[]> ListedAsync(string person, JsonObject booking) =>
        [.. (await Salon.GetAsync(person, $"/bookings?series_id={booking["series_id"]}")).Json["bookings"]!.AsArray().Select(Shown)];

    protected static string Shown(JsonNode? booking) =>
        $"{(string)booking!["slot"]!}"[5..16] + ((string)booking["status"]! is "confirmed" ? "" : $" {booking["status"]}");

    protected static string[] Skipped(Answer answer, string member = "skipped") =>
        [.. answer.Json[member]!.AsArray().Select(s => $"{(string)s!["local_start"]!}"[5..16] + $" {s["reason"]}")];

    protected static string[] Kept(Answer answer) =>
        [.. answer.Json["series"]!["kept"]!.AsArray().Select(s => $"{(string)s!["recurrence_id"]!}"[5..16] + $" {s["reason"]}")];
}
