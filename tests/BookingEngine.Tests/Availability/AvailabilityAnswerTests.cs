using System.Text.Json;
using BookingEngine.Availability;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Availability;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Slots;
using BookingEngine.Times;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace BookingEngine.Tests.Availability;

public sealed class AvailabilityAnswerTests
{
    private static readonly DateTimeZone Zone = ZoneData.Zones["America/New_York"];
    private static readonly Instant Start = Instant.FromUtc(2030, 5, 6, 13, 0);

    public static TheoryData<int, int, int> Sizes => new() { { 0, 0, 0 }, { 1, 1, 1 }, { 3, 2, 40 }, { 92, 1, 24 }, { 2, 30, 2 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task An_answer_equals_the_documented_view(int days, int resources, int slots)
    {
        var found = Found(days, resources, slots);
        var (text, length) = await WrittenAsync(found, isExplained: false);
        Assert.Equal(text.Length < JsonAnswer.PartBytes ? text.Length : null, length);
        using var written = JsonDocument.Parse(text);
        Assert.True(JsonElement.DeepEquals(
            JsonSerializer.SerializeToElement(AvailabilityView.Of(found), AvailabilityJson.Default.AvailabilityView), written.RootElement));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task An_explained_answer_equals_the_documented_view(int days, int resources, int slots)
    {
        var found = Found(days, resources, slots);
        found = found with { Days = [.. found.Days.Select(day => day with { Refused = [.. day.Slots.Select(s => new RefusedStart(s.End, new ResourceId("room-é"), Unavailability.Taken))] })] };
        var (text, _) = await WrittenAsync(found, isExplained: true);
        using var written = JsonDocument.Parse(text);
        Assert.True(JsonElement.DeepEquals(
            JsonSerializer.SerializeToElement(ExplainedAvailabilityView.Of(found), AvailabilityJson.Default.ExplainedAvailabilityView), written.RootElement));
    }

    private static async Task<(byte[] Text, long? Length)> WrittenAsync(FoundAvailability found, bool isExplained)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { Response = { Body = body } };
        await new AvailabilityAnswer(found, isExplained).ExecuteAsync(http);
        Assert.Equal((200, "application/json; charset=utf-8"), (http.Response.StatusCode, http.Response.ContentType));
        return (body.ToArray(), http.Response.ContentLength);
    }

    private static FoundAvailability Found(int days, int resources, int slots) => new(Zone,
    [
        .. Enumerable.Range(0, days).Select(day => new AvailabilityDay(
            new LocalDate(2030, 5, 6).PlusDays(day),
            [.. Enumerable.Range(0, slots).Select(n => Slot(Start + Duration.FromDays(day) + Duration.FromMinutes(15 * n), resources))])),
    ]);

    private static OfferedSlot Slot(Instant start, int resources) => new(
        start, start + Duration.FromSeconds(90.5), [.. Enumerable.Range(0, resources).Select(n => new ResourceId($"room-\"{n}\""))], resources * 2);
}
