using System.Reflection;
using System.Text.Json;
using BookingEngine.EventSourcing;

namespace BookingEngine.Tests.Availability;

/// <summary>Search and command are compared on random cases. Every field that affects availability must vary in these cases.</summary>
public sealed class RandomCaseTests
{
    /// <summary>Fields that do not affect availability, and those that other tests vary.</summary>
    private static readonly string[]
        SameService =
        [
            "Id", "Name", "Description", "ResourceIds", "Assignment", "CancellationNotice", "RescheduleNotice", "Approval", "PendingBlocks", "Limits",
            "Price", "Questions", "Active", "ApprovalOnReschedule", "BookingLimits", "ClaimsCustomer", "ExclusivePerCustomer", "HasClaims", "HasCustomerLimits", "Needs", "Parts", "Segments", "Reminders", "Version",
        ],
        SameResource = ["Id", "Name", "Kind", "LocationId", "Active"];

    private static readonly RandomCase[] Cases = [.. Enumerable.Range(1, 300).Select(seed => new RandomCase(seed))];

    [Fact]
    public void Random_cases_vary_every_service_field_that_affects_slots() =>
        Assert.Equal(SameService.Order(), NeverVaried(c => c.Terms.Service).Order());

    [Fact]
    public void Random_cases_vary_every_resource_field_that_affects_slots() =>
        Assert.Equal(SameResource.Order(), NeverVaried(c => c.Calendar.Resource).Order());

    private static IEnumerable<string> NeverVaried<T>(Func<RandomCase, T> subject) =>
        from property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where Cases.Select(c => JsonSerializer.Serialize(property.GetValue(subject(c)), StoredJson.NewOptions())).Distinct().Count() == 1
        select property.Name;
}
