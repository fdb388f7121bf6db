using BookingEngine.Tests.Users.EarlierStore;

namespace BookingEngine.Tests.Processes;

/// <summary>The program on a machine with another language.</summary>
public sealed class CultureTests : IDisposable
{
    private readonly ProgramFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("de_DE.UTF-8")]
    [InlineData("fa_IR.UTF-8")]
    [InlineData("tr_TR.UTF-8")]
    public async Task Output_does_not_depend_on_the_machines_language(string language)
    {
        Directory.CreateDirectory(_fixture.Data);
        EarlierStore.WriteTo(_fixture.Data);

        var (code, output, errors) = await _fixture.RunAsync([.. _fixture.Known, ("LANG", language), ("LC_ALL", language)], "check");

        Assert.Equal((0, ""), (code, string.Concat(errors)));
        Assert.Matches(@"^check: 11 streams, 12 events, 13 documents in [0-9]+\.[0-9] s, 0 documents differ$", output[^1]);
    }
}
