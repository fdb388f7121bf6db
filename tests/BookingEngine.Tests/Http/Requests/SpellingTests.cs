using BookingEngine.Functions.Http.Requests.Texts;

namespace BookingEngine.Tests.Http.Requests;

/// <summary>How different two names are.</summary>
public sealed class SpellingTests
{
    [Theory]
    [InlineData("slot", "slot", 0)]
    [InlineData("slt", "slot", 1)]
    [InlineData("sloot", "slot", 1)]
    [InlineData("slat", "slot", 1)]
    [InlineData("solt", "slot", 1)]
    [InlineData("", "slot", 4)]
    [InlineData("at", "slot", 3)]
    [InlineData("tols", "slot", 3)]
    public void Edits_counts_insertions_removals_replacements_and_swaps(string from, string to, int edits) =>
        Assert.Equal((edits, edits), (Spelling.Edits(from, to), Spelling.Edits(to, from)));

    [Theory]
    [InlineData("SLOT", "slot")]
    [InlineData("so", "slot")]
    [InlineData("s", null)]
    [InlineData("noets", "notes")]
    public void The_nearest_name_within_two_edits_is_found(string name, string? nearest) =>
        Assert.Equal(nearest, Spelling.Nearest(name, ["slot", "notes", "quantity"]));
}
