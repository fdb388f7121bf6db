using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Bookings.Lists;

/// <summary>Which bookings each caller may list, and what each filter keeps. The fixture does not change.</summary>
public sealed class BookingFilterTests(BookingFilterFixture fixture) : IClassFixture<BookingFilterFixture>
{
    private const string Everything = "01@room 08@chair-1 09@chair-2 10@chair-1 11@chair-2 12@room 13@chair-1";

    [Theory]
    [InlineData("", "01@room 08@chair-1 09@chair-2 11@chair-2")]
    [InlineData("?scope=own", "01@room 08@chair-1 09@chair-2 11@chair-2")]
    [InlineData("?scope=own&resource_id=chair-2", "09@chair-2 11@chair-2")]
    [InlineData("?scope=own&user_id={ada}&resource_id=room", "01@room")]
    [InlineData("?scope=own&user_id={bob}", "422 invalid_fields")]
    [InlineData("?user_id={ada}", "01@room 08@chair-1 09@chair-2 11@chair-2")]
    [InlineData("?service_id=shave", "09@chair-2")]
    [InlineData("?status=pending", "11@chair-2")]
    [InlineData("?status=pending,confirmed&service_id=cut", "01@room 08@chair-1")]
    [InlineData("?from=2031-06-02T09:00:00Z&to=2031-06-02T11:00:00Z", "09@chair-2")]
    [InlineData("?status=cancelled", "")]
    [InlineData("?service_id=unheard-of", "")]
    [InlineData("?scope=all", "403 missing_role")]
    [InlineData("?scope=all&user_id={ada}", "403 missing_role")]
    [InlineData("?user_id={bob}", "403 missing_role")]
    [InlineData("?resource_id=chair-1", "403 missing_role")]
    [InlineData("?resource_id=unheard-of&user_id={ada}", "403 missing_role")]
    public async Task A_customer_sees_own_bookings(string query, string expected) => Assert.Equal(expected, await ListAsync(fixture.Lists.Ada, query));

    [Theory]
    [InlineData("", "10@chair-1 12@room")]
    [InlineData("?scope=all", "08@chair-1 10@chair-1 13@chair-1")]
    [InlineData("?scope=all&service_id=cut", "08@chair-1 10@chair-1")]
    [InlineData("?scope=all&status=pending,cancelled", "13@chair-1")]
    [InlineData("?scope=all&user_id={staff}", "10@chair-1 12@room")]
    [InlineData("?resource_id=chair-1", "08@chair-1 10@chair-1 13@chair-1")]
    [InlineData("?scope=own&resource_id=chair-1", "10@chair-1")]
    [InlineData("?resource_id=chair-1&status=confirmed", "08@chair-1 10@chair-1")]
    [InlineData("?resource_id=chair-1&user_id={bob}", "13@chair-1")]
    [InlineData("?user_id={ada}", "08@chair-1")]
    [InlineData("?user_id={ada}&status=pending", "")]
    [InlineData("?user_id={nobody}", "")]
    [InlineData("?resource_id=chair-2", "403 resource_forbidden")]
    [InlineData("?resource_id=unheard-of", "403 resource_forbidden")]
    [InlineData("?resource_id=room&user_id={staff}", "403 resource_forbidden")]
    public async Task Staff_see_own_bookings_and_those_of_their_resources(string query, string expected) =>
        Assert.Equal(expected, await ListAsync(fixture.Lists.Staff, query));

    [Theory]
    [InlineData("", "")]
    [InlineData("?scope=all", Everything)]
    [InlineData("?scope=all&status=confirmed,pending,cancelled,declined,completed,no_show", Everything)]
    [InlineData("?scope=all&service_id=shave", "09@chair-2 12@room")]
    [InlineData("?scope=all&service_id=class&status=pending", "11@chair-2 13@chair-1")]
    [InlineData("?scope=all&service_id=class&status=confirmed", "")]
    [InlineData("?scope=all&status=pending", "11@chair-2 13@chair-1")]
    [InlineData("?scope=all&status=pending,pending", "11@chair-2 13@chair-1")]
    [InlineData("?user_id={ada}", "01@room 08@chair-1 09@chair-2 11@chair-2")]
    [InlineData("?user_id={ada}&resource_id=chair-2&service_id=class", "11@chair-2")]
    [InlineData("?resource_id=room", "01@room 12@room")]
    [InlineData("?resource_id=room&service_id=shave&status=confirmed,completed", "12@room")]
    [InlineData("?resource_id=unheard-of", "")]
    public async Task Administrators_see_all_bookings(string query, string expected) => Assert.Equal(expected, await ListAsync(fixture.Lists.Admin, query));

    // 2 June in New York begins at 04:00Z, in Berlin on 1 June at 22:00Z.
    [Theory]
    [InlineData("from=2031-06-02&to=2031-06-03", Everything)]
    [InlineData("from=2031-06-02&to=2031-06-03&time_zone=America/New_York", "08@chair-1 09@chair-2 10@chair-1 11@chair-2 12@room 13@chair-1")]
    [InlineData("from=2031-06-01&to=2031-06-02&time_zone=America/New_York", "01@room")]
    [InlineData("from=2031-06-02&resource_id=room", "12@room")]
    [InlineData("to=2031-06-02&resource_id=room", "01@room")]
    [InlineData("from=2031-06-03", "")]
    [InlineData("to=2031-06-02T09:00:00Z", "01@room 08@chair-1")]
    [InlineData("to=2031-06-02T09:00:00.0000001Z", "01@room 08@chair-1 09@chair-2")]
    [InlineData("from=2031-06-02T10:00:00Z&to=2031-06-02T12:00:00+02:00", "")]
    [InlineData("from=2031-06-02T11:00:00 02:00&to=2031-06-02T10:00:00Z", "09@chair-2")]
    [InlineData("from=2031-06-02T09:00:00.0000001Z&to=2031-06-02T11:00:00Z", "10@chair-1")]
    [InlineData("from=0001-01-01&to=9999-12-31", Everything)]
    [InlineData("from=-9998-01-01T00:00:00Z&to=9999-12-31T00:00:00Z", Everything)]
    [InlineData("from=2031-06-03&to=2031-06-02", "422 range_reversed")]
    public async Task A_time_filter_is_a_range_that_excludes_its_end(string range, string expected) =>
        Assert.Equal(expected, await ListAsync(fixture.Lists.Admin, $"?scope=all&{range}"));

    [Fact]
    public async Task All_invalid_filters_are_named_at_once() =>
        (await fixture.Lists.Api.ListAsync(
            fixture.Lists.Ada, "?scope=mine&user_id=7&resource_id=%20&service_id=-&status=held,x&from=monday&to=2031-02-29&time_zone=UTC%2B2&format=xml&limit=0&cursor=x"))
        .AssertInvalidFields(
            ("format", "must be json or csv"),
            ("from", "must be a date such as 2030-05-13, or a time with its offset such as 2030-05-13T14:30:00+02:00"),
            ("limit", "must be a whole number from 1 to 100"),
            ("resource_id", "must have 1 to 60 letters, digits, -, _ or ., and begin with a letter or digit"),
            ("scope", "must be own or all"),
            ("service_id", "must have 1 to 60 letters, digits, -, _ or ., and begin with a letter or digit"),
            ("status", "must be one or several of cancelled, completed, confirmed, declined, no_show, pending, separated by commas"),
            ("time_zone", "must be an IANA time zone such as Europe/Berlin"),
            ("to", "must be a date such as 2030-05-13, or a time with its offset such as 2030-05-13T14:30:00+02:00"),
            ("user_id", "must be the id of a user"));

    [Theory]
    [InlineData("status=")]
    [InlineData("status=confirmed,")]
    [InlineData("status=Confirmed")]
    [InlineData("user_id={ada}&user_id={ada}")]
    [InlineData("user_id=%7B{ada}%7D")]
    [InlineData("from=2031-06-02T09:00:00")]
    [InlineData("time_zone=")]
    public async Task An_invalid_filter_value_is_refused(string query) =>
        Assert.Equal("422 invalid_fields", await ListAsync(fixture.Lists.Ada, $"?{query}"));

    private Task<string> ListAsync(Person person, string query) => fixture.Lists.ListAsync(
        person, query.Replace("{ada}", $"{fixture.Lists.Ada.Id}", StringComparison.Ordinal).Replace("{bob}", $"{fixture.Lists.Bob.Id}", StringComparison.Ordinal)
            .Replace("{staff}", $"{fixture.Lists.Staff.Id}", StringComparison.Ordinal).Replace("{nobody}", $"{Guid.CreateVersion7()}", StringComparison.Ordinal));
}

/// <summary>The fixture with seven bookings.</summary>
public sealed class BookingFilterFixture : IAsyncLifetime
{
    public BookingListFixture Lists { get; } = new();

    public async Task InitializeAsync()
    {
        await Lists.InitializeAsync();
        await Lists.BookAsync(Lists.Ada, 11, "chair-2", "class");
        await Lists.BookAsync(Lists.Ada, 8, "chair-1");
        await Lists.BookAsync(Lists.Ada, 9, "chair-2", "shave");
        await Lists.BookAsync(Lists.Ada, 1, "room");
        await Lists.BookAsync(Lists.Bob, 13, "chair-1", "class");
        await Lists.BookAsync(Lists.Staff, 10, "chair-1");
        await Lists.BookAsync(Lists.Staff, 12, "room", "shave");
    }

    public async Task DisposeAsync()
    {
        await Lists.DisposeAsync();
        Lists.Dispose();
    }
}
