using System.Text.Json.Nodes;

namespace BookingEngine.Tests.Infra;

/// <summary>The parameters of a tenant's file. The script .ci/infra shows that the compiler refuses invalid files.</summary>
public sealed class ParameterTests
{
    private static readonly JsonObject Parameters =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Infra", "main.json")))!["parameters"]!.AsObject();

    [Fact]
    public void Secrets_are_secure_parameters_and_required_ones_have_no_default() => Assert.Equal(
        [
            "adminPassword: optional", "alertWebhook: optional", "apiKey: needed", "apiKeyPrevious: optional", "dataKey: optional", "dataKeyPrevious: optional",
            "databaseUserPassword: optional",
            "jwtSecretKey: needed", "jwtSecretKeyPrevious: optional", "smtpPassword: needed", "vcorePassword: optional",
        ],
        Parameters.Where(p => (string)p.Value!["type"]! == "securestring")
            .Select(p => $"{p.Key}: {(p.Value!["defaultValue"] is null ? "needed" : "optional")}").Order(StringComparer.Ordinal));

    [Fact]
    public void No_default_is_a_secret() => Assert.All(
        Parameters.Where(p => (string)p.Value!["type"]! == "securestring" && p.Value["defaultValue"] is not null),
        p => Assert.Equal("", (string)p.Value!["defaultValue"]!));

    // The app itself requires 32 characters.
    [Theory]
    [InlineData("tenant", 3, 12)]
    [InlineData("jwtSecretKey", 32, null)]
    [InlineData("apiKey", 16, null)]
    [InlineData("smtpPassword", 1, null)]
    [InlineData("budgetStart", 10, 10)]
    public void Texts_have_length_limits(string name, int minimum, int? maximum)
    {
        Assert.Equal(minimum, (int)Parameters[name]!["minLength"]!);
        Assert.Equal(maximum, (int?)Parameters[name]!["maxLength"]);
    }

    [Fact]
    public void Regions_are_chosen_from_a_list()
    {
        var regions = Parameters["location"]!["allowedValues"]!.AsArray().Select(r => (string)r!).ToList();
        Assert.Equal(31, regions.Count);
        Assert.Contains("westeurope", regions);
        Assert.Null(Parameters["location"]!["defaultValue"]);
    }
}
