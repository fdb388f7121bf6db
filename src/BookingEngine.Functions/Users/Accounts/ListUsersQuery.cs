using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Http.Requests.Shapes;
using BookingEngine.Functions.Users.Roles;
using BookingEngine.Users;

namespace BookingEngine.Functions.Users.Accounts;

public sealed record ListUsersQuery(EmailAddress? Email, Role? Role, PageQuery Page) : IRequest<ListUsersQuery>
{
    private static readonly Dictionary<string, Role> Roles = RoleNames.All.Where(name => name.Value is not BookingEngine.Users.Role.Customer).ToDictionary();

    public static ListUsersQuery Read(RequestFields fields) => new(
        ReadEmail(fields.Optional("email", "A complete mail address, in any spelling.")),
        fields.Optional("role", "Only those with this role. Not together with `email`.").Choice(Roles), PageQuery.Read(fields));

    // An unencoded plus arrives as a space. Only quoted addresses have spaces.
    private static EmailAddress? ReadEmail(RequestValue value) =>
        value.Matching(text => Parse(text) is not null, UserFields.MailMessage, ValueShape.Text with { Format = "email" }) is { } text ? Parse(text) : null;

    private static EmailAddress? Parse(string text) =>
        EmailAddress.TryParseKnown(text) ?? EmailAddress.TryParseKnown(EmailAddress.TrimBlanks(text).Replace(' ', '+'));
}
