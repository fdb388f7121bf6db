using BookingEngine.Catalogue;
using BookingEngine.Holds;

namespace BookingEngine.Tests.Holds;

public sealed class HoldIdTests
{
    private const string Guid32 = "01912345678970008000123456789abc";

    [Theory]
    [InlineData("default")]
    [InlineData("a")]
    [InlineData("chair-1")]
    [InlineData("a.b_c-d")]
    [InlineData("012345678901234567890123456789012345678901234567890123456789")]
    public void A_hold_id_contains_its_calendar(string resource)
    {
        var id = new HoldId(new ResourceId(resource), Guid.Parse(Guid32));
        Assert.Equal($"{Guid32}-{resource}", id.ToString());
        Assert.Equal(id, HoldId.TryParse(id.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Guid32)]
    [InlineData(Guid32 + "-")]
    [InlineData(Guid32 + "_default")]
    [InlineData(Guid32 + "- ")]
    [InlineData(Guid32 + "--default")]
    [InlineData(Guid32 + "-a b")]
    [InlineData(Guid32 + "-../x")]
    [InlineData(Guid32 + "-é")]
    [InlineData(Guid32 + "-0123456789012345678901234567890123456789012345678901234567890")]
    [InlineData("x1912345678970008000123456789abc-default")]
    [InlineData(" 1912345678970008000123456789abc-default")]
    [InlineData("01912345-6789-7000-8000-123456789abc-default")]
    [InlineData("default-" + Guid32)]
    public void Any_other_text_is_not_a_hold_id(string text) => Assert.Null(HoldId.TryParse(text));
}
