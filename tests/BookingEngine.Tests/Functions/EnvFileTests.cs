using BookingEngine.LocalHost.Startup;
using DotNetEnv;

namespace BookingEngine.Tests.Functions;

public sealed class EnvFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("booking-engine-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("API_KEY=abc123\nJWT_SECRET_KEY=DEF\n")]
    [InlineData("A=1\nB=2\nA=3")]
    [InlineData("EMPTY=\n_A1=x\n")]
    [InlineData("A=1\n\n# a comment\nB='two words'\n")]
    [InlineData("A=1\r\nB=2\r\n")]
    [InlineData("A=1\nB=${A}2\n")]
    [InlineData("lower=1\nexport C=3\n")]
    public void A_file_is_read_as_by_the_parser(string text)
    {
        var path = Path.Combine(_folder.FullName, "variables.env");
        File.WriteAllText(path, text);
        Assert.Equal(Env.NoEnvVars().Load(path).GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.Last().Value), EnvFile.Read(path));
    }
}
