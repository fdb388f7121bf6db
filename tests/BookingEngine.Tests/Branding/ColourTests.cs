using BookingEngine.Branding;

namespace BookingEngine.Tests.Branding;

public sealed class ColourTests
{
    // The values of the W3C's own examples, and of the neutral look.
    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#777777", "#ffffff", 4.48)]
    [InlineData("#767676", "#ffffff", 4.54)]
    [InlineData("#ff0000", "#ffffff", 4.00)]
    [InlineData("#1f4fd8", "#1f4fd8", 1)]
    public void Contrast_is_that_of_wcag(string one, string other, double contrast)
    {
        Assert.Equal(contrast, Colour.ContrastOf(one, other), 0.005);
        Assert.Equal(Colour.ContrastOf(other, one), Colour.ContrastOf(one, other));
    }
}
