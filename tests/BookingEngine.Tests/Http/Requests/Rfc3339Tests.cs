using BookingEngine.Times;
using NodaTime;
using NodaTime.Text;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Http.Requests;

public sealed class Rfc3339Tests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("2030-05-12T12:30:00Z", "Europe/Berlin", "2030-05-12T14:30:00+02:00")]
    [InlineData("2030-05-12T12:30:00.05Z", "UTC", "2030-05-12T12:30:00.05Z")]
    [InlineData("2030-01-01T00:00:00.1234567Z", "America/St_Johns", "2029-12-31T20:30:00.1234567-03:30")]
    [InlineData("1969-12-31T23:59:59.9Z", "UTC", "1969-12-31T23:59:59.9Z")]
    [InlineData("1800-01-01T00:00:00Z", "Europe/Berlin", "1800-01-01T00:53:28+00:53")] // local mean time, whose seconds the format cannot say
    [InlineData("-0044-03-15T12:00:00.000000001Z", "UTC", "-0044-03-15T12:00:00.000000001Z")]
    [InlineData("9999-12-31T23:59:59.999999999Z", "UTC", "9999-12-31T23:59:59.999999999Z")]
    public void An_instant_has_the_offset_of_its_zone(string instant, string zone, string expected) =>
        Assert.Equal(expected, Rfc3339.Format(InstantPattern.ExtendedIso.Parse(instant).Value, ZoneData.Zones[zone]));

    [Fact]
    public void Random_instants_are_written_like_the_pattern()
    {
        var (seed, count) = (TestVariable.Whole("INSTANT_SEED", 1), TestVariable.Whole("INSTANTS", 20_000));
        output.WriteLine($"INSTANT_SEED={seed}");
        var random = new Random(seed);
        var (first, last) = (Instant.FromUtc(1, 1, 1, 0, 0).ToUnixTimeTicks(), Instant.FromUtc(9999, 12, 31, 0, 0).ToUnixTimeTicks());
        DateTimeZone[] zones = [.. ZoneData.Zones.Ids.Select(id => ZoneData.Zones[id])];
        for (var n = 0; n < count; n++)
        {
            var step = (long)Math.Pow(10, random.Next(0, 8));
            var instant = Instant.FromUnixTimeTicks(random.NextInt64(first, last) / step * step);
            var zone = zones[random.Next(zones.Length)];
            Assert.Equal(OffsetDateTimePattern.Rfc3339.Format(instant.InZone(zone).ToOffsetDateTime()), Rfc3339.Format(instant, zone));
        }
    }
}
