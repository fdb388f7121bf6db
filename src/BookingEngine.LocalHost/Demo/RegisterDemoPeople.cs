using System.Collections.Immutable;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Users;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.Administration;
using NodaTime;

namespace BookingEngine.LocalHost.Demo;

/// <summary>Registers the people of the example and assigns their roles. It does not change users that already exist.</summary>
public sealed class RegisterDemoPeople(
    DemoContexts contexts, RegisterUserHandler registration, ChangeRoleHandler roles, UserDirectory directory, IServiceProvider services)
{
    public async Task<ImmutableDictionary<DemoPerson, UserId>> RunAsync(
        Instant at, IReadOnlyDictionary<string, string> passwords, CancellationToken cancellation)
    {
        var ids = ImmutableDictionary.CreateBuilder<DemoPerson, UserId>();
        foreach (var person in DemoPeople.All)
        {
            ids[person] = await RegisterAsync(person, passwords[person.Name], at, cancellation);
        }

        await AppointAsync(passwords[DemoPeople.Admin.Name], at, cancellation);
        return ids.ToImmutable();
    }

    /// <summary>Links the staff to their resources, which must already exist.</summary>
    public async Task LinkStaffAsync(Instant at, ImmutableDictionary<DemoPerson, UserId> people, CancellationToken cancellation)
    {
        var admin = new Administrator(people[DemoPeople.Admin], DemoContexts.Address);
        foreach (var person in DemoPeople.Staff)
        {
            var link = new ChangeRole(people[person], person.Role, person.ResourceIds, admin);
            DemoContexts.ValueOrThrow(await roles.HandleAsync(link, contexts.At(at, admin.Id), cancellation), $"role of {person.Name}");
        }
    }

    private async Task<UserId> RegisterAsync(DemoPerson person, string password, Instant at, CancellationToken cancellation)
    {
        if (await directory.FindAsync(person.Email, cancellation) is { } known)
        {
            return known.Id;
        }

        var register = new RegisterUser(person.Email, person.FullName, password) { IsEmailVerified = true };
        var outcome = await registration.HandleAsync(register, contexts.At(at, actor: null), cancellation);
        return outcome.Refusal == RegisterUserHandler.AlreadyRegistered
            ? throw new SettingException("A load of the example was interrupted a moment ago. Start again in ten seconds.")
            : DemoContexts.ValueOrThrow(outcome, $"registration of {person.Name}").Id;
    }

    private Task AppointAsync(string password, Instant at, CancellationToken cancellation)
    {
        var setting = new FirstAdminSetting(new FirstAdmin(DemoPeople.Admin.Email, password));
        var first = ActivatorUtilities.CreateInstance<FirstAdminHandler>(services, setting);
        return first.EnsureAsync(contexts.At(at, actor: null), cancellation);
    }
}
