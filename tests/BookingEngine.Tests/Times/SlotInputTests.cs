using BookingEngine.Times;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Tests.Times;

public sealed class SlotInputTests
{
    [Theory]
    [InlineData("2026-06-01T10:00:00", "2026-06-01T10:00:00Z")]
    [InlineData("2026-06-01T10:00", "2026-06-01T10:00:00Z")]
    [InlineData("2026-06-01T10:00:00.000", "2026-06-01T10:00:00Z")]
    [InlineData("2026-06-01T10:00:00Z", "2026-06-01T10:00:00Z")]
    [InlineData("2026-06-01T10:00:00z", "2026-06-01T10:00:00Z")]
    [InlineData("2026-06-01T10:00:00+01:00", "2026-06-01T09:00:00Z")]
    [InlineData("2026-06-01T10:00:00 01:00", "2026-06-01T09:00:00Z")]
    [InlineData("2026-06-01T10:00:00-04:30", "2026-06-01T14:30:00Z")]
    [InlineData("2026-06-01t10:00:00z", "2026-06-01T10:00:00Z")]
    [InlineData("2026-06-01t10:00", "2026-06-01T10:00:00Z")]
    [InlineData("2026-06-01T10:00:00.000000000Z", "2026-06-01T10:00:00Z")]
    [InlineData("2026-06-01T10:00:00.00000009", "2026-06-01T10:00:00Z")]
    [InlineData("2026-06-01T10:00:00.00000000000000000001+00:00", "2026-06-01T10:00:00Z")]
    [InlineData("2028-02-29T10:00:00", "2028-02-29T10:00:00Z")]
    [InlineData("2026-06-01T24:00:00", "2026-06-02T00:00:00Z")]
    public void A_slot_is_an_instant_by_its_offset_or_the_zone(string text, string expected) =>
        Assert.Equal(InstantPattern.General.Parse(expected).Value, SlotTime.TryParse(text, DateTimeZone.Utc));

    [Fact]
    public void Case_11_a_plus_that_arrived_as_a_space_is_accepted() => Assert.Equal(
        Instant.FromUtc(2026, 6, 1, 9, 0), SlotTime.TryParse("2026-06-01T10:00:00 01:00", DateTimeZone.Utc));

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("2026-06-01")]
    [InlineData("2026-06-01 10:00:00")]
    [InlineData("2027-02-29T10:00:00")]
    [InlineData("2026-13-01T10:00:00")]
    [InlineData("2026-06-01T10:60:00")]
    [InlineData("2026-06-01T10")]
    [InlineData("2026-06-01T10:00:00+")]
    [InlineData("2026-06-01T10:00:00+25:00")]
    [InlineData("2026-06-01T10:00:00+0100")]
    [InlineData("2026-06-01T10:00:00ZZ")]
    [InlineData("2026-06-01T10:00:00.0000000x1")]
    [InlineData("2026-06-01tt10:00:00")]
    [InlineData("2026-06-01T10:00:00 UTC")]
    [InlineData("99999-06-01T10:00:00")]
    [InlineData("1748772000")]
    [InlineData("２０２６-06-01T10:00:00")]
    public void Anything_else_is_not_a_slot(string text) => Assert.Null(SlotTime.TryParse(text, DateTimeZone.Utc));
}
