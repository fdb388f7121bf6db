using System.Text.Json;
using BookingEngine.EventSourcing;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;
using Xunit.Abstractions;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>Times and durations are stored as NodaTime's own converters store them.</summary>
public sealed class StoredTimesTests(ITestOutputHelper output)
{
    private static readonly JsonSerializerOptions Ours = StoredJson.NewOptions(), Noda = new()
    {
        Converters = { NodaConverters.InstantConverter, NodaConverters.LocalDateTimeConverter, NodaConverters.DurationConverter },
    };

    [Fact]
    public void Random_instants_are_stored_and_read_like_the_pattern() => Compare(random =>
        Instant.FromUtc(1, 1, 1, 0, 0) + Duration.FromDays(random.Next(3_650_000)) + Fraction(random, NodaConstants.NanosecondsPerDay));

    [Fact]
    public void Random_local_times_are_stored_and_read_like_the_pattern() => Compare(random =>
        new LocalDateTime(random.Next(-100, 10_000), random.Next(1, 13), random.Next(1, 29), random.Next(24), random.Next(60), random.Next(60))
            .PlusNanoseconds(random.Next(2) * Fraction(random, NodaConstants.NanosecondsPerSecond).ToInt64Nanoseconds()));

    [Fact]
    public void Random_durations_are_stored_and_read_like_the_pattern() => Compare(random =>
        (Duration.FromSeconds(random.NextInt64((long)Math.Pow(10, random.Next(1, 11)))) + (random.Next(2) * Fraction(random, NodaConstants.NanosecondsPerSecond)))
            * (random.Next(10) == 0 ? -1 : 1));

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
    public void An_invalid_instant_throws_as_before(string json) => ThrowsAsBefore<Instant>(json);

    [Theory]
    [InlineData("\"2030-05-12\"")]
    [InlineData("\"2030-05-12T14:30+02\"")]
    [InlineData("\"2030-05-12T14:30:00Z\"")]
    [InlineData("\"2030-02-30T14:30:00\"")]
    [InlineData("\"2030-05-12 14:30:00\"")]
    [InlineData("\"2030-05-12T14:30:60\"")]
    [InlineData("20300512")]
    [InlineData("null")]
    public void An_invalid_local_time_throws_as_before(string json) => ThrowsAsBefore<LocalDateTime>(json);

    [Theory]
    [InlineData("\":30:00\"")]
    [InlineData("\"+1:30:00\"")]
    [InlineData("\" 1:30:00\"")]
    [InlineData("\"1:60:00\"")]
    [InlineData("\"1:30:60\"")]
    [InlineData("\"1:3:00\"")]
    [InlineData("\"1:30\"")]
    [InlineData("\"1,0:30:00\"")]
    [InlineData("\"PT30M\"")]
    [InlineData("30")]
    [InlineData("null")]
    public void An_invalid_duration_throws_as_before(string json) => ThrowsAsBefore<Duration>(json);

    private static Duration Fraction(Random random, long below)
    {
        var unit = (long)Math.Pow(10, random.Next(0, 10));
        return Duration.FromNanoseconds(random.NextInt64(below) / unit * unit);
    }

    private static void ThrowsAsBefore<T>(string json)
    {
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize<T>(json, Noda));
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize<T>(json, Ours));
    }

    private void Compare<T>(Func<Random, T> next)
    {
        var (seed, count) = (TestVariable.Whole("INSTANT_SEED", 1), TestVariable.Whole("INSTANTS", 20_000));
        output.WriteLine($"INSTANT_SEED={seed}");
        var random = new Random(seed);
        for (var n = 0; n < count; n++)
        {
            var value = next(random);
            var json = JsonSerializer.Serialize(value, Ours);
            Assert.Equal(JsonSerializer.Serialize(value, Noda), json);
            Assert.Equal(value, JsonSerializer.Deserialize<T>(json, Ours));
        }
    }
}
