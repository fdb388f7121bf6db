using System.Collections.Immutable;
using BookingEngine.BookingMails;
using BookingEngine.Bookings;
using BookingEngine.Branding;
using BookingEngine.CalendarFeeds;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.Users;
using BookingEngine.Users.Roles;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Told;

/// <summary>The people who are told of bookings: the customer, members of staff, and an administrator with feeds of all resources.</summary>
internal sealed class ToldPeople(IServiceProvider observer, TimeProvider time)
{
    public const string CustomerAddress = "ada@example.com", StaffAddress = "stella@example.com";
    private static readonly UserId Administrator = new(new Guid(90, 0, 0, new byte[8]));
    private int _commands, _staff;

    /// <summary>All kinds of mails about bookings are sent.</summary>
    public async Task JoinAsync(UserId customer)
    {
        await RegisterAsync(customer, CustomerAddress);
        await RegisterAsync(Administrator, "root@example.com");
        await RunAsync<Team>(Team.Stream, new RoleChanged(Administrator, Role.Admin, By: null, From: null));
        var mails = BookingMailKinds.ForStaff.ToDictionary(kind => kind.Name, _ => true);
        Assert.Null((await observer.GetRequiredService<ChangeBrandHandler>().HandleAsync(
            new ChangeBrand(new Brand(), mails, new Precondition(null)), Context(), CancellationToken.None)).Refusal);
    }

    public async Task JoinStaffAsync(string address, params ImmutableArray<ResourceId> resources)
    {
        UserId staff = new(new Guid(100 + _staff++, 0, 0, new byte[8]));
        await RegisterAsync(staff, address);
        await RunAsync<Team>(Team.Stream, new RoleChanged(staff, Role.Staff, By: null, From: null), new StaffLinked(staff, resources, By: null, From: null));
    }

    /// <summary>The secret of a feed of the resource; of the customer's own bookings if it is null.</summary>
    public async Task<string> FeedAsync(UserId customer, ResourceId? resource, bool isBusyOnly)
    {
        var maker = resource is null ? new Actor(customer, Role.Customer) : new Actor(Administrator, Role.Admin);
        var outcome = await observer.GetRequiredService<MakeFeedHandler>().HandleAsync(
            new MakeFeed(maker, resource, isBusyOnly), Context(), CancellationToken.None);
        Assert.False(outcome.IsRefused(out var refusal, out var feed), refusal?.Code);
        return feed.Secret;
    }

    private async Task RegisterAsync(UserId user, string address)
    {
        var key = await observer.GetRequiredService<PersonalData>().NewKeyAsync(user.ToString());
        await RunAsync<User>(
            user.Stream, new UserRegistered(user, key.Encrypt(address), key.Encrypt(address.Split('@')[0]), key.Encrypt("plain:secret"), Role.Customer));
    }

    private async Task RunAsync<TState>(StreamName stream, params IDomainEvent[] events)
        where TState : Aggregates.IAggregate<TState>
    {
        var outcome = await observer.GetRequiredService<CommandExecutor>().ExecuteAsync<TState>(
            stream, Context(), _ => Decision.Of([.. events]), CancellationToken.None);
        Assert.Null(outcome.Refusal);
    }

    private CommandContext Context() => new(new CommitId(new Guid(++_commands, 9, 7 << 12, new byte[8])), time.Now(), "actor", "people");
}
