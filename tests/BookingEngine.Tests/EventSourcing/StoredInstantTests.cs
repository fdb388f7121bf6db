using System.Text.Json;
using BookingEngine.EventSourcing;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;
using Xunit.Abstractions;

namespace BookingEngine.Tests.EventSourcing;

public sealed class StoredInstantTests(ITestOutputHelper output)
{
    private static readonly JsonSerializerOptions Ours = StoredJson.NewOptions(), Noda = new() { Converters = { NodaConverters.InstantConverter } };

    [Fact]
    public void Random_instants_are_stored_and_read_like_the_pattern()
    {
        var (seed, count) = (TestVariable.Whole("INSTANT_SEED", 1), TestVariable.Whole("INSTANTS", 20_000));
        output.WriteLine($"INSTANT_SEED={seed}");
        var random = new Random(seed);
        for (var n = 0; n < count; n++)
        {
            var unit = (long)Math.Pow(10, random.Next(0, 10));
            var instant = Instant.FromUtc(1, 1, 1, 0, 0) + Duration.FromDays(random.Next(3_650_000)) + Duration.FromNanoseconds(random.NextInt64(NodaConstants.NanosecondsPerDay) / unit * unit);
            var json = JsonSerializer.Serialize(instant, Ours);
            Assert.Equal(JsonSerializer.Serialize(instant, Noda), json);
            Assert.Equal(instant, JsonSerializer.Deserialize<Instant>(json, Ours));
        }
    }

    [Theory]
    [InlineData("\"2030-05-12\"")]
    [InlineData("\"2030-05-12T14:30:00\"")]
    [InlineData("\"2030-05-12T14:30:00+02:00\"")]
    [InlineData("\"2030-05-12T14:30Z\"")]
    [InlineData("\"2030-02-30T14:30:00Z\"")]
    [InlineData("\"2030-05-12T14:30:00.Z\"")]
    [InlineData("\"2030-05-12T24:30:00Z\"")]
    [InlineData("\"yesterday at half past\"")]
    [InlineData("1905000000")]
    [InlineData("null")]
    public void An_invalid_instant_throws_as_before(string json)
    {
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize<Instant>(json, Noda));
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize<Instant>(json, Ours));
    }
}
