using System.Reflection;
using System.Text.RegularExpressions;

namespace BookingEngine.Tests.Security;

/// <summary>The documents name a test for each promise and each fault.</summary>
public sealed partial class NamedTestsTests
{
    [Theory]
    [InlineData("security.md")]
    [InlineData("reliability.md")]
    public async Task Every_test_that_a_document_names_exists(string document)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Docs", document));
        var tests = Assembly.GetExecutingAssembly().GetTypes().ToLookup(type => type.Name);

        var named = Name().Matches(text).Select(m => (m.Value, Type: m.Groups[1].Value, Method: m.Groups[2].Value)).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.Empty(named.Where(n => !tests[n.Type].Any(type => n.Method.Length == 0 || type.GetMethod(n.Method) is not null)).Select(n => n.Value));
    }

    [Fact]
    public async Task Every_promise_of_the_threat_model_names_a_test()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Docs", "security.md"));
        var promises = text.Split("| Promise | Against | Test |")[1].Split("\n\n")[0].Split('\n').Skip(2).ToList();

        Assert.InRange(promises.Count, 20, 100);
        Assert.All(promises, promise => Assert.True(Name().IsMatch(promise) || promise.Contains("reliability.md", StringComparison.Ordinal), promise));
    }

    [GeneratedRegex(@"`(\w+Tests)(?:\.(\w+))?`")]
    private static partial Regex Name();
}
