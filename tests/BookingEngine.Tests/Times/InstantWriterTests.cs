using System.Text;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Tests.Times;

public sealed class InstantWriterTests
{
    private static readonly Duration[] Steps =
    [
        Duration.FromMinutes(30), Duration.FromHours(7), Duration.FromSeconds(1), Duration.FromDays(1), Duration.FromTicks(1),
        Duration.FromDays(-3), Duration.FromMilliseconds(1500), Duration.FromDays(40), -Duration.FromMinutes(1),
    ];

    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/St_Johns")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Pacific/Apia")]
    [InlineData("Africa/Monrovia")]
    public void Instants_are_written_as_one_by_one(string zone)
    {
        var (writer, random) = (new InstantWriter(ZoneData.Zones[zone]), new Random(15));
        var at = Instant.FromUtc(1960, 1, 1, 0, 0);
        for (var n = 0; n < 5_000; n++, at += Steps[random.Next(Steps.Length)])
        {
            AssertSame(writer, at, zone);
        }
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("America/Los_Angeles")]
    public void The_ends_of_the_calendar_are_written_too(string zone)
    {
        var writer = new InstantWriter(ZoneData.Zones[zone]);
        foreach (var at in new[] { Instant.MinValue + Duration.FromDays(2), SlotRange.Earliest, SlotRange.Latest, Instant.MaxValue - Duration.FromDays(2) })
        {
            AssertSame(writer, at, zone);
            AssertSame(writer, at + Duration.FromMinutes(1), zone);
        }
    }

    private static void AssertSame(InstantWriter writer, Instant at, string zone)
    {
        at = Instant.FromUnixTimeTicks(at.ToUnixTimeTicks());
        var text = new byte[Rfc3339.MaximumLength];
        Assert.Equal(Rfc3339.Format(at, ZoneData.Zones[zone]), Encoding.ASCII.GetString(text, 0, writer.Write(at.ToUnixTimeTicks(), text)));
    }
}
