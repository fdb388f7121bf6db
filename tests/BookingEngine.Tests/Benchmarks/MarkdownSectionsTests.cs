using BookingEngine.Benchmarks;
using BookingEngine.Benchmarks.Figures;

namespace BookingEngine.Tests.Benchmarks;

public sealed class MarkdownSectionsTests
{
    private const string Document = "# Title\n<!-- begin a -->\nold\n<!-- end a -->\ntext\n<!-- begin b -->\n<!-- end b -->\nend\n";

    [Fact]
    public void Replacing_a_section_changes_nothing_else() => Assert.Equal(
        "# Title\n<!-- begin a -->\n\nnew\n\n<!-- end a -->\ntext\n<!-- begin b -->\n<!-- end b -->\nend\n",
        MarkdownSections.Replace(Document, "a", "new\n"));

    [Fact]
    public void Replacing_a_section_twice_is_replacing_it_once()
    {
        var once = MarkdownSections.Replace(Document, "b", "new");
        Assert.Equal(once, MarkdownSections.Replace(once, "b", "new"));
    }

    [Theory]
    [InlineData("no markers")]
    [InlineData("<!-- begin a -->\n")]
    [InlineData("<!-- end a -->\n<!-- begin a -->\n")]
    [InlineData("<!-- begin a --><!-- end a --><!-- begin a --><!-- end a -->")]
    public void A_document_without_the_section_once_is_refused(string document) =>
        Assert.Throws<BenchmarkException>(() => MarkdownSections.Replace(document, "a", "new"));
}
