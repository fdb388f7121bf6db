using System.Text.RegularExpressions;

namespace BookingEngine.Tests.Infra;

/// <summary>All permissions of the app's identity.</summary>
public sealed partial class RoleTests
{
    [Theory, MemberData(nameof(EvaluatedTenant.Names), MemberType = typeof(EvaluatedTenant))]
    public void The_app_has_exactly_these_roles_each_on_one_resource(string tenant) => Assert.Equal(
        [
            "b7e6dc6d-f1e8-4753-8033-0f276bb0955b on Microsoft.Storage/storageAccounts: Storage Blob Data Owner",
            "974c5e8b-45b9-4653-ba55-5f855dd0fb88 on Microsoft.Storage/storageAccounts: Storage Queue Data Contributor",
            "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3 on Microsoft.Storage/storageAccounts: Storage Table Data Contributor",
            "4633458b-17de-408a-b874-0445c86b69e6 on Microsoft.KeyVault/vaults: Key Vault Secrets User",
            "3913510d-42f4-4e42-8a64-420c390055eb on Microsoft.Insights/components: Monitoring Metrics Publisher",
        ],
        EvaluatedTenant.Named(tenant).All("Microsoft.Authorization/roleAssignments").Select(assignment =>
        {
            var properties = assignment["properties"]!;
            Assert.Equal("ServicePrincipal", (string)properties["principalType"]!);
            Assert.Contains("/userAssignedIdentities/id-", (string)properties["principalId"]!, StringComparison.Ordinal);
            var role = ((string)properties["roleDefinitionId"]!).Split('/')[^1];
            return $"{role} on {Scope.Match((string)assignment["id"]!).Groups[1].Value}: {properties["description"]}";
        }));

    // The id of an assignment starts with its resource.
    [GeneratedRegex("/providers/([^/]+/[^/]+)/[^/']+'")]
    private static partial Regex Scope { get; }
}
