import { startTestOrg, type TestOrg } from '../support/ask.js'

let org: TestOrg
beforeAll(async () => {
  org = await startTestOrg({
    records: { User: [{ Name: 'Amy' }], Account: [{ Name: 'Acme', Code__c: 'A1' }] },
  })
})
afterAll(() => org.close())

interface Rule {
  readonly rule: string
  readonly accepted: string
  readonly refused: string
  readonly code: string
  readonly says?: string
}

const ACCOUNTS = 'SELECT Id FROM Account'
const LONG = 'x'.repeat(4_001)
const WIDE = Array.from({ length: 33 }, () => 'Name').join(', ')
const deep = (levels: number) => `${ACCOUNTS} WHERE ${'('.repeat(levels)}Name = 'x'${')'.repeat(levels)}`

const RULES: readonly Rule[] = [
  // Words and texts.
  {
    rule: 'a query is SELECT … FROM …',
    accepted: 'select id from account',
    refused: 'SELECT Id FORM Account',
    code: 'MALFORMED_QUERY',
    says: "unexpected token: 'Account'",
  },
  {
    rule: 'nothing may follow',
    accepted: `${ACCOUNTS} LIMIT 1`,
    refused: `${ACCOUNTS};`,
    code: 'MALFORMED_QUERY',
  },
  { rule: 'there is no star', accepted: ACCOUNTS, refused: 'SELECT * FROM Account', code: 'MALFORMED_QUERY' },
  {
    rule: 'there are no comments',
    accepted: ACCOUNTS,
    refused: `${ACCOUNTS} -- all`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'there are no block comments',
    accepted: ACCOUNTS,
    refused: `${ACCOUNTS} /* all */`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'texts have single quotes',
    accepted: `${ACCOUNTS} WHERE Name = 'x'`,
    refused: `${ACCOUNTS} WHERE Name = "x"`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'quotes are not doubled',
    accepted: `${ACCOUNTS} WHERE Name = 'a\\'b'`,
    refused: `${ACCOUNTS} WHERE Name = 'a''b'`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'only the known escapes',
    accepted: `${ACCOUNTS} WHERE Name = '\\n\\r\\t\\b\\f\\"\\'\\\\\\u00e9\\N'`,
    refused: `${ACCOUNTS} WHERE Name = '\\z'`,
    code: 'MALFORMED_QUERY',
    says: 'Illegal string literal',
  },
  {
    rule: 'LIKE escapes belong to LIKE',
    accepted: `${ACCOUNTS} WHERE Name LIKE '\\%\\_'`,
    refused: `${ACCOUNTS} WHERE Name = '\\%'`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'a text ends',
    accepted: `${ACCOUNTS} WHERE Name = ''`,
    refused: `${ACCOUNTS} WHERE Name = 'x`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'a text has no line break',
    accepted: `${ACCOUNTS}\nWHERE Name = 'x'`,
    refused: `${ACCOUNTS} WHERE Name = 'x\ny'`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'a text has 4,000 characters at most',
    accepted: `${ACCOUNTS} WHERE Name = '${LONG.slice(1)}'`,
    refused: `${ACCOUNTS} WHERE Name = '${LONG}'`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'bind variables are for Apex',
    accepted: `${ACCOUNTS} WHERE Name = 'x'`,
    refused: `${ACCOUNTS} WHERE Name = :x`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'ALL ROWS is for Apex',
    accepted: ACCOUNTS,
    refused: `${ACCOUNTS} ALL ROWS`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'WITH SECURITY_ENFORCED is for Apex',
    accepted: ACCOUNTS,
    refused: `${ACCOUNTS} WITH SECURITY_ENFORCED`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'WITH USER_MODE is for Apex',
    accepted: ACCOUNTS,
    refused: `${ACCOUNTS} WITH USER_MODE`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'FORMULA is for Apex',
    accepted: ACCOUNTS,
    refused: `${ACCOUNTS} WHERE FORMULA('x') = 1`,
    code: 'MALFORMED_QUERY',
  },
  { rule: 'nesting has an end', accepted: deep(40), refused: deep(60), code: 'QUERY_TOO_COMPLICATED' },
  {
    rule: 'operators are one word',
    accepted: `${ACCOUNTS} WHERE NumberOfEmployees <= 3`,
    refused: `${ACCOUNTS} WHERE NumberOfEmployees < = 3`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'numbers have no suffix',
    accepted: `${ACCOUNTS} WHERE AnnualRevenue = 1.5`,
    refused: `${ACCOUNTS} WHERE AnnualRevenue = 1.5d`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'reserved words are no aliases',
    accepted: 'SELECT a.Id FROM Account a',
    refused: 'SELECT COUNT(Id) like FROM Account',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'a condition needs WHERE to have one',
    accepted: ACCOUNTS,
    refused: `${ACCOUNTS} WHERE`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'LIMIT is a whole number',
    accepted: `${ACCOUNTS} LIMIT 0`,
    refused: `${ACCOUNTS} LIMIT 1.5`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'LIMIT is not negative',
    accepted: `${ACCOUNTS} LIMIT 7`,
    refused: `${ACCOUNTS} LIMIT -1`,
    code: 'MALFORMED_QUERY',
  },

  // Names.
  {
    rule: 'objects exist',
    accepted: 'SELECT Id FROM ACCOUNT',
    refused: 'SELECT Id FROM Nothing',
    code: 'INVALID_TYPE',
    says: "sObject type 'Nothing' is not supported.",
  },
  {
    rule: 'objects can be queried',
    accepted: ACCOUNTS,
    refused: 'SELECT Id FROM Hidden__c',
    code: 'INVALID_TYPE_FOR_OPERATION',
  },
  {
    rule: 'fields exist',
    accepted: 'SELECT NAME FROM Account',
    refused: 'SELECT Nmae FROM Account',
    code: 'INVALID_FIELD',
    says: "No such column 'Nmae' on entity 'Account'.",
  },
  {
    rule: 'fields in conditions exist',
    accepted: `${ACCOUNTS} WHERE Name = 'x'`,
    refused: `${ACCOUNTS} WHERE Nmae = 'x'`,
    code: 'INVALID_FIELD',
    says: 'Row:1:Column:30',
  },
  {
    rule: 'relationships exist',
    accepted: 'SELECT Parent.Name FROM Account',
    refused: 'SELECT Boss.Name FROM Account',
    code: 'INVALID_FIELD',
    says: "Didn't understand relationship 'Boss' in field path",
  },
  {
    rule: 'a lookup is not its relationship',
    accepted: 'SELECT ParentId FROM Account',
    refused: 'SELECT Parent FROM Account',
    code: 'INVALID_FIELD',
  },
  {
    rule: 'at most five steps up',
    accepted: 'SELECT Parent.Parent.Parent.Parent.Parent.Name FROM Account',
    refused: 'SELECT Parent.Parent.Parent.Parent.Parent.Parent.Name FROM Account',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'polymorphic lookups have the fields of Name',
    accepted: 'SELECT What.Name, What.Type FROM Task',
    refused: 'SELECT What.City__c FROM Task',
    code: 'INVALID_FIELD',
  },
  {
    rule: 'aliases stand for objects',
    accepted: 'SELECT c.Name, a.City__c FROM Contact c, c.Account a',
    refused: 'SELECT x.Name FROM Contact c',
    code: 'INVALID_FIELD',
  },
  {
    rule: 'FROM has no joins',
    accepted: 'SELECT Contact.Name FROM Contact, Contact.Account a',
    refused: 'SELECT Id FROM Contact c, Account a',
    code: 'MALFORMED_QUERY',
  },

  // What is selected.
  {
    rule: 'nothing is selected twice',
    accepted: 'SELECT Id, Name FROM Account',
    refused: 'SELECT Id, Name, id FROM Account',
    code: 'MALFORMED_QUERY',
    says: 'duplicate field selected: id',
  },
  {
    rule: 'no path is selected twice',
    accepted: 'SELECT Parent.Id, Id FROM Account',
    refused: 'SELECT Parent.Id, Account.Parent.Id FROM Account',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'only aggregates have aliases',
    accepted: 'SELECT COUNT(Id) n FROM Account',
    refused: 'SELECT Name n FROM Account',
    code: 'MALFORMED_QUERY',
    says: 'only aggregate expressions use field aliasing',
  },
  {
    rule: 'there is no DISTINCT',
    accepted: 'SELECT Name FROM Account',
    refused: 'SELECT DISTINCT Name FROM Account',
    code: 'MALFORMED_QUERY',
    says: 'only aggregate expressions use field aliasing',
  },
  {
    rule: 'functions may have aliases',
    accepted: 'SELECT Type, toLabel(Type) t FROM Account',
    refused: 'SELECT Type, toLabel(Type) FROM Account',
    code: 'MALFORMED_QUERY',
    says: 'duplicate field',
  },
  {
    rule: 'toLabel is for picklists',
    accepted: 'SELECT toLabel(Type) FROM Account',
    refused: 'SELECT toLabel(Name) FROM Account',
    code: 'INVALID_FIELD',
  },
  {
    rule: 'FIELDS(ALL) needs a limit',
    accepted: 'SELECT FIELDS(ALL) FROM Account LIMIT 200',
    refused: 'SELECT FIELDS(ALL) FROM Account',
    code: 'MALFORMED_QUERY',
    says: 'must have a LIMIT of at most 200',
  },
  {
    rule: 'FIELDS(CUSTOM) needs a small limit',
    accepted: 'SELECT FIELDS(STANDARD) FROM Account',
    refused: 'SELECT FIELDS(CUSTOM) FROM Account LIMIT 201',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'convertCurrency needs several currencies',
    accepted: 'SELECT AnnualRevenue FROM Account',
    refused: 'SELECT convertCurrency(AnnualRevenue) FROM Account',
    code: 'INVALID_FIELD',
  },
  {
    rule: 'date functions need groups',
    accepted: 'SELECT CALENDAR_YEAR(Since__c) y, COUNT(Id) FROM Account GROUP BY CALENDAR_YEAR(Since__c)',
    refused: 'SELECT CALENDAR_YEAR(Since__c) FROM Account',
    code: 'MALFORMED_QUERY',
  },

  // Conditions.
  {
    rule: 'AND and OR need parentheses',
    accepted: `${ACCOUNTS} WHERE Name = 'a' AND (Name = 'b' OR Name = 'c')`,
    refused: `${ACCOUNTS} WHERE Name = 'a' AND Name = 'b' OR Name = 'c'`,
    code: 'MALFORMED_QUERY',
    says: "unexpected token: 'OR'",
  },
  {
    rule: 'NOT needs parentheses beside others',
    accepted: `${ACCOUNTS} WHERE (NOT Name = 'a') AND Name = 'b'`,
    refused: `${ACCOUNTS} WHERE NOT Name = 'a' AND Name = 'b'`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'NOT LIKE is no operator',
    accepted: `${ACCOUNTS} WHERE (NOT Name LIKE 'a%')`,
    refused: `${ACCOUNTS} WHERE Name NOT LIKE 'a%'`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'right sides are literals',
    accepted: `${ACCOUNTS} WHERE Name = 'City__c'`,
    refused: `${ACCOUNTS} WHERE Name = City__c`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'lists are not empty',
    accepted: `${ACCOUNTS} WHERE Name IN ('a')`,
    refused: `${ACCOUNTS} WHERE Name IN ()`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'lists are flat',
    accepted: `${ACCOUNTS} WHERE Name IN ('a', 'b')`,
    refused: `${ACCOUNTS} WHERE Name IN (('a'), 'b')`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'lists belong to IN',
    accepted: `${ACCOUNTS} WHERE Name = 'a'`,
    refused: `${ACCOUNTS} WHERE Name = ('a', 'b')`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'long texts are not filtered',
    accepted: `${ACCOUNTS} WHERE City__c = 'x'`,
    refused: `${ACCOUNTS} WHERE Notes__c = 'x'`,
    code: 'INVALID_FIELD',
    says: "field 'Notes__c' can not be filtered in a query call",
  },
  {
    rule: 'addresses are not filtered',
    accepted: `${ACCOUNTS} WHERE BillingCity = 'x'`,
    refused: `${ACCOUNTS} WHERE BillingAddress = 'x'`,
    code: 'INVALID_FIELD',
  },
  {
    rule: 'texts are compared with texts',
    accepted: `${ACCOUNTS} WHERE Name = '5'`,
    refused: `${ACCOUNTS} WHERE Name = 5`,
    code: 'INVALID_FIELD',
    says: 'must be of type string and should be enclosed in quotes',
  },
  {
    rule: 'numbers are compared with numbers',
    accepted: `${ACCOUNTS} WHERE AnnualRevenue > -5.25`,
    refused: `${ACCOUNTS} WHERE AnnualRevenue > '5'`,
    code: 'INVALID_FIELD',
    says: 'must be of type double and should not be enclosed in quotes',
  },
  {
    rule: 'whole numbers have no fraction',
    accepted: `${ACCOUNTS} WHERE NumberOfEmployees = 5`,
    refused: `${ACCOUNTS} WHERE NumberOfEmployees = 5.5`,
    code: 'INVALID_FIELD',
  },
  {
    rule: 'booleans are compared with booleans',
    accepted: `${ACCOUNTS} WHERE Active__c = TRUE`,
    refused: `${ACCOUNTS} WHERE Active__c = 'true'`,
    code: 'INVALID_FIELD',
  },
  {
    rule: 'booleans have no order',
    accepted: `${ACCOUNTS} WHERE Active__c != false`,
    refused: `${ACCOUNTS} WHERE Active__c > false`,
    code: 'INVALID_QUERY_FILTER_OPERATOR',
  },
  {
    rule: 'dates have no quotes',
    accepted: `${ACCOUNTS} WHERE Since__c = 2025-01-31`,
    refused: `${ACCOUNTS} WHERE Since__c = '2025-01-31'`,
    code: 'INVALID_FIELD',
    says: 'must be of type date',
  },
  {
    rule: 'dates are compared with dates',
    accepted: `${ACCOUNTS} WHERE Since__c > TODAY`,
    refused: `${ACCOUNTS} WHERE Since__c > 2025-01-31T00:00:00Z`,
    code: 'INVALID_FIELD',
  },
  {
    rule: 'moments are compared with moments',
    accepted: `${ACCOUNTS} WHERE LastSeen__c > 2025-01-31T00:00:00+01:00`,
    refused: `${ACCOUNTS} WHERE LastSeen__c > 2025-01-31`,
    code: 'INVALID_FIELD',
    says: 'must be of type dateTime',
  },
  {
    rule: 'dates are in the calendar',
    accepted: `${ACCOUNTS} WHERE Since__c = 2024-02-29`,
    refused: `${ACCOUNTS} WHERE Since__c = 2025-02-29`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'moments are in the calendar',
    accepted: `${ACCOUNTS} WHERE LastSeen__c = 2024-02-29T23:59:59.123Z`,
    refused: `${ACCOUNTS} WHERE LastSeen__c = 2025-13-01T00:00:00Z`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'relative dates are known',
    accepted: `${ACCOUNTS} WHERE LastSeen__c = LAST_N_DAYS:3`,
    refused: `${ACCOUNTS} WHERE LastSeen__c = LAST_N_HOURS:3`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'relative dates are for dates',
    accepted: `${ACCOUNTS} WHERE Since__c = THIS_MONTH`,
    refused: `${ACCOUNTS} WHERE Name = THIS_MONTH`,
    code: 'INVALID_FIELD',
  },
  {
    rule: 'times have no quotes',
    accepted: `${ACCOUNTS} WHERE Opens__c > 10:30:00.000Z`,
    refused: `${ACCOUNTS} WHERE Opens__c > '10:30:00.000Z'`,
    code: 'INVALID_FIELD',
  },
  {
    rule: 'Ids are Ids',
    accepted: `${ACCOUNTS} WHERE Id = '001D000000IRFma'`,
    refused: `${ACCOUNTS} WHERE Id = 'Acme'`,
    code: 'INVALID_QUERY_FILTER_OPERATOR',
    says: 'invalid ID field: Acme',
  },
  {
    rule: 'Ids have the right checksum',
    accepted: `${ACCOUNTS} WHERE Id = '001D000000IRFmaIAH'`,
    refused: `${ACCOUNTS} WHERE Id = '001D000000IRFma999'`,
    code: 'INVALID_QUERY_FILTER_OPERATOR',
  },
  {
    rule: 'Ids are not empty',
    accepted: `${ACCOUNTS} WHERE Id != null`,
    refused: `${ACCOUNTS} WHERE Id = ''`,
    code: 'INVALID_QUERY_FILTER_OPERATOR',
  },
  {
    rule: 'lookups are not empty texts',
    accepted: `${ACCOUNTS} WHERE ParentId = null`,
    refused: `${ACCOUNTS} WHERE ParentId = ''`,
    code: 'INVALID_QUERY_FILTER_OPERATOR',
  },
  {
    rule: 'LIKE is not for Ids',
    accepted: `${ACCOUNTS} WHERE Id > '001D000000IRFma'`,
    refused: `${ACCOUNTS} WHERE Id LIKE '001%'`,
    code: 'INVALID_QUERY_FILTER_OPERATOR',
    says: 'invalid operator on id field',
  },
  {
    rule: 'LIKE is not for numbers',
    accepted: `${ACCOUNTS} WHERE Phone LIKE '1%'`,
    refused: `${ACCOUNTS} WHERE AnnualRevenue LIKE '1%'`,
    code: 'INVALID_QUERY_FILTER_OPERATOR',
  },
  {
    rule: 'LIKE is not for dates',
    accepted: `${ACCOUNTS} WHERE Type LIKE '2%'`,
    refused: `${ACCOUNTS} WHERE Since__c LIKE '2%'`,
    code: 'INVALID_QUERY_FILTER_OPERATOR',
  },
  {
    rule: 'LIKE wants a text',
    accepted: `${ACCOUNTS} WHERE Name LIKE 'a%'`,
    refused: `${ACCOUNTS} WHERE Name LIKE null`,
    code: 'INVALID_FIELD',
  },
  {
    rule: 'null has no order',
    accepted: `${ACCOUNTS} WHERE Name = NULL`,
    refused: `${ACCOUNTS} WHERE Name < null`,
    code: 'INVALID_QUERY_FILTER_OPERATOR',
  },
  {
    rule: 'INCLUDES is for multi-picklists',
    accepted: `${ACCOUNTS} WHERE Tags__c INCLUDES ('red;blue', 'green')`,
    refused: `${ACCOUNTS} WHERE Type INCLUDES ('Vendor')`,
    code: 'INVALID_QUERY_FILTER_OPERATOR',
  },
  {
    rule: 'LIKE is not for multi-picklists',
    accepted: `${ACCOUNTS} WHERE Tags__c = 'red;blue'`,
    refused: `${ACCOUNTS} WHERE Tags__c LIKE 'red%'`,
    code: 'INVALID_QUERY_FILTER_OPERATOR',
  },
  {
    rule: 'FORMAT is not for conditions',
    accepted: `${ACCOUNTS} WHERE toLabel(Type) = 'x'`,
    refused: `${ACCOUNTS} WHERE FORMAT(AnnualRevenue) = 'x'`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'aggregates are not for WHERE',
    accepted: `SELECT Type FROM Account GROUP BY Type HAVING COUNT(Id) > 1`,
    refused: `SELECT Type FROM Account WHERE COUNT(Id) > 1 GROUP BY Type`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'date functions are compared with numbers',
    accepted: `${ACCOUNTS} WHERE CALENDAR_YEAR(Since__c) = 2025`,
    refused: `${ACCOUNTS} WHERE CALENDAR_YEAR(Since__c) = THIS_YEAR`,
    code: 'INVALID_FIELD',
  },
  {
    rule: 'DAY_ONLY is not compared with relative dates',
    accepted: `${ACCOUNTS} WHERE DAY_ONLY(LastSeen__c) = 2025-01-31`,
    refused: `${ACCOUNTS} WHERE DAY_ONLY(LastSeen__c) = TODAY`,
    code: 'INVALID_FIELD',
  },
  {
    rule: 'hours need a time of day',
    accepted: `${ACCOUNTS} WHERE HOUR_IN_DAY(LastSeen__c) = 5`,
    refused: `${ACCOUNTS} WHERE HOUR_IN_DAY(Since__c) = 5`,
    code: 'INVALID_FIELD',
  },
  {
    rule: 'date functions are for dates',
    accepted: `${ACCOUNTS} WHERE DAY_IN_WEEK(Since__c) = 1`,
    refused: `${ACCOUNTS} WHERE DAY_IN_WEEK(Name) = 1`,
    code: 'INVALID_FIELD',
  },
  {
    rule: 'convertTimezone is inside a date function',
    accepted: `${ACCOUNTS} WHERE HOUR_IN_DAY(convertTimezone(LastSeen__c)) = 5`,
    refused: `${ACCOUNTS} WHERE convertTimezone(LastSeen__c) = 5`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'convertTimezone is for moments',
    accepted: `${ACCOUNTS} WHERE DAY_ONLY(convertTimezone(LastSeen__c)) = 2025-01-31`,
    refused: `${ACCOUNTS} WHERE DAY_IN_MONTH(convertTimezone(Since__c)) = 5`,
    code: 'INVALID_FIELD',
  },
  {
    rule: 'DISTANCE has an order only',
    accepted: `${ACCOUNTS} WHERE DISTANCE(Place__c, GEOLOCATION(37.7, -122.4), 'mi') < 20`,
    refused: `${ACCOUNTS} WHERE DISTANCE(Place__c, GEOLOCATION(37.7, -122.4), 'mi') = 20`,
    code: 'INVALID_QUERY_FILTER_OPERATOR',
  },
  {
    rule: 'DISTANCE is for places',
    accepted: `SELECT DISTANCE(Place__c, GEOLOCATION(1, 2), 'km') d FROM Account`,
    refused: `SELECT DISTANCE(Name, GEOLOCATION(1, 2), 'km') d FROM Account`,
    code: 'INVALID_FIELD',
  },

  // Semi-joins.
  {
    rule: 'two semi-joins at most',
    accepted: `${ACCOUNTS} WHERE Id IN (SELECT AccountId FROM Contact) AND Id NOT IN (SELECT Account__c FROM Invoice__c)`,
    refused: `${ACCOUNTS} WHERE Id IN (SELECT AccountId FROM Contact) AND Id NOT IN (SELECT Account__c FROM Invoice__c) AND ParentId IN (SELECT AccountId FROM Contact)`,
    code: 'EXCEEDED_MAX_SEMIJOIN_SUBSELECTS',
  },
  {
    rule: 'the left side is of the root',
    accepted: `SELECT Id FROM Contact WHERE AccountId IN (SELECT Account__c FROM Invoice__c)`,
    refused: `SELECT Id FROM Contact WHERE Account.ParentId IN (SELECT Account__c FROM Invoice__c)`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'the left side is an Id or a lookup',
    accepted: `${ACCOUNTS} WHERE Id IN (SELECT AccountId FROM Contact)`,
    refused: `${ACCOUNTS} WHERE Name IN (SELECT AccountId FROM Contact)`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'one inner field',
    accepted: `${ACCOUNTS} WHERE Id IN (SELECT AccountId FROM Contact)`,
    refused: `${ACCOUNTS} WHERE Id IN (SELECT AccountId, Id FROM Contact)`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'the inner field is an Id',
    accepted: `${ACCOUNTS} WHERE ParentId IN (SELECT AccountId FROM Contact)`,
    refused: `${ACCOUNTS} WHERE Id IN (SELECT Name FROM Contact)`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'the inner field has no dots',
    accepted: `${ACCOUNTS} WHERE Id IN (SELECT AccountId FROM Contact)`,
    refused: `${ACCOUNTS} WHERE Id IN (SELECT Account.ParentId FROM Contact)`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'both sides point to the same object',
    accepted: `SELECT Id FROM Contact WHERE Id IN (SELECT Contact__c FROM Invoice__c)`,
    refused: `SELECT Id FROM Contact WHERE Id IN (SELECT Account__c FROM Invoice__c)`,
    code: 'MALFORMED_QUERY',
    says: 'should point to the same object type',
  },
  {
    rule: 'inner and outer object differ',
    accepted: `${ACCOUNTS} WHERE Id IN (SELECT AccountId FROM Contact)`,
    refused: `${ACCOUNTS} WHERE Id IN (SELECT ParentId FROM Account)`,
    code: 'MALFORMED_QUERY',
    says: 'same object type',
  },
  {
    rule: 'no semi-join inside a semi-join',
    accepted: `${ACCOUNTS} WHERE Id IN (SELECT AccountId FROM Contact WHERE Name = 'x')`,
    refused: `${ACCOUNTS} WHERE Id IN (SELECT AccountId FROM Contact WHERE Id IN (SELECT Contact__c FROM Invoice__c))`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'no semi-join in a child query',
    accepted: `SELECT Id, (SELECT Id FROM Contacts WHERE Name = 'x') FROM Account`,
    refused: `SELECT Id, (SELECT Id FROM Contacts WHERE Id IN (SELECT Contact__c FROM Invoice__c)) FROM Account`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'no semi-join in HAVING',
    accepted: `SELECT ParentId FROM Account GROUP BY ParentId HAVING COUNT(Id) > 0`,
    refused: `SELECT ParentId FROM Account GROUP BY ParentId HAVING ParentId IN (SELECT AccountId FROM Contact)`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'no semi-join under OR',
    accepted: `${ACCOUNTS} WHERE Id IN (SELECT AccountId FROM Contact) AND (Name = 'x' OR Name = 'y')`,
    refused: `${ACCOUNTS} WHERE Id IN (SELECT AccountId FROM Contact) OR Name = 'x'`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'no semi-join under NOT',
    accepted: `${ACCOUNTS} WHERE Id NOT IN (SELECT AccountId FROM Contact)`,
    refused: `${ACCOUNTS} WHERE (NOT Id IN (SELECT AccountId FROM Contact))`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'no LIMIT in a semi-join',
    accepted: `${ACCOUNTS} WHERE Id IN (SELECT AccountId FROM Contact)`,
    refused: `${ACCOUNTS} WHERE Id IN (SELECT AccountId FROM Contact LIMIT 1)`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'no ORDER BY in a semi-join',
    accepted: `${ACCOUNTS} WHERE Id IN (SELECT AccountId FROM Contact)`,
    refused: `${ACCOUNTS} WHERE Id IN (SELECT AccountId FROM Contact ORDER BY Id)`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'no aggregate in a semi-join',
    accepted: `${ACCOUNTS} WHERE Id IN (SELECT AccountId FROM Contact)`,
    refused: `${ACCOUNTS} WHERE Id IN (SELECT MAX(AccountId) FROM Contact)`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'no semi-join over tasks',
    accepted: `${ACCOUNTS} WHERE Id IN (SELECT Account__c FROM Invoice__c)`,
    refused: `${ACCOUNTS} WHERE Id IN (SELECT WhatId FROM Task)`,
    code: 'MALFORMED_QUERY',
  },

  // Groups and aggregates.
  {
    rule: 'what is selected is grouped',
    accepted: 'SELECT Type, COUNT(Id) FROM Account GROUP BY Type',
    refused: 'SELECT Name, COUNT(Id) FROM Account GROUP BY Type',
    code: 'MALFORMED_QUERY',
    says: 'Field must be grouped or aggregated: Name',
  },
  {
    rule: 'fields beside aggregates are grouped',
    accepted: 'SELECT COUNT(Id), MAX(Name) FROM Account',
    refused: 'SELECT Name, COUNT(Id) FROM Account',
    code: 'MALFORMED_QUERY',
    says: 'Field must be grouped or aggregated: Name',
  },
  {
    rule: 'groupable fields only',
    accepted: 'SELECT Since__c FROM Account GROUP BY Since__c',
    refused: 'SELECT AnnualRevenue FROM Account GROUP BY AnnualRevenue',
    code: 'INVALID_FIELD',
    says: "field 'AnnualRevenue' can not be grouped in a query call",
  },
  {
    rule: 'moments are not grouped',
    accepted: 'SELECT DAY_ONLY(LastSeen__c) d FROM Account GROUP BY DAY_ONLY(LastSeen__c)',
    refused: 'SELECT LastSeen__c FROM Account GROUP BY LastSeen__c',
    code: 'INVALID_FIELD',
  },
  {
    rule: 'nothing is grouped twice',
    accepted: 'SELECT Type, City__c FROM Account GROUP BY Type, City__c',
    refused: 'SELECT Type FROM Account GROUP BY Type, type',
    code: 'MALFORMED_QUERY',
    says: 'duplicate grouping expression',
  },
  {
    rule: 'grouped fields are not aggregated',
    accepted: 'SELECT Type, COUNT(Id) FROM Account GROUP BY Type',
    refused: 'SELECT Type, COUNT(Type) FROM Account GROUP BY Type',
    code: 'MALFORMED_QUERY',
    says: 'Grouped field should not be aggregated: Type',
  },
  {
    rule: 'sums are of numbers',
    accepted: 'SELECT SUM(AnnualRevenue) FROM Account',
    refused: 'SELECT SUM(Name) FROM Account',
    code: 'INVALID_FIELD',
    says: 'does not support aggregate operator SUM',
  },
  {
    rule: 'averages are of numbers',
    accepted: 'SELECT AVG(NumberOfEmployees) FROM Account',
    refused: 'SELECT AVG(Since__c) FROM Account',
    code: 'INVALID_FIELD',
  },
  {
    rule: 'booleans are not counted',
    accepted: 'SELECT COUNT(Type) FROM Account',
    refused: 'SELECT COUNT(Active__c) FROM Account',
    code: 'INVALID_FIELD',
  },
  {
    rule: 'long texts have no maximum',
    accepted: 'SELECT MAX(City__c) FROM Account',
    refused: 'SELECT MAX(Notes__c) FROM Account',
    code: 'INVALID_FIELD',
  },
  {
    rule: 'multi-picklists are not counted',
    accepted: 'SELECT COUNT_DISTINCT(Type) FROM Account',
    refused: 'SELECT COUNT_DISTINCT(Tags__c) FROM Account',
    code: 'INVALID_FIELD',
  },
  {
    rule: 'overall aggregates have no LIMIT',
    accepted: 'SELECT Type, COUNT(Id) FROM Account GROUP BY Type LIMIT 5',
    refused: 'SELECT COUNT(Id) FROM Account LIMIT 5',
    code: 'MALFORMED_QUERY',
    says: 'Non-grouped query that uses overall aggregate functions cannot also use LIMIT',
  },
  {
    rule: 'overall aggregates have no OFFSET',
    accepted: 'SELECT Type FROM Account GROUP BY Type OFFSET 5',
    refused: 'SELECT COUNT(Id) FROM Account OFFSET 5',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'COUNT() stands alone',
    accepted: 'SELECT COUNT() FROM Account LIMIT 5',
    refused: 'SELECT COUNT(), Name FROM Account',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'COUNT() has no groups',
    accepted: 'SELECT COUNT() FROM Account',
    refused: 'SELECT COUNT() FROM Account GROUP BY Name',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'COUNT() has no order',
    accepted: 'SELECT COUNT() FROM Account',
    refused: 'SELECT COUNT() FROM Account ORDER BY Name',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'aliases differ',
    accepted: 'SELECT COUNT(Id) a, MAX(Id) b FROM Account',
    refused: 'SELECT COUNT(Id) a, MAX(Id) A FROM Account',
    code: 'MALFORMED_QUERY',
    says: 'duplicate alias',
  },
  {
    rule: 'names of the result differ',
    accepted: 'SELECT Name k0, Account.Name k1 FROM Contact GROUP BY Name, Account.Name',
    refused: 'SELECT Name, Account.Name FROM Contact GROUP BY Name, Account.Name',
    code: 'MALFORMED_QUERY',
    says: 'duplicate alias: Name',
  },
  {
    rule: 'aliases are not exprN',
    accepted: 'SELECT COUNT(Id) expression FROM Account',
    refused: 'SELECT COUNT(Id) expr0 FROM Account',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'aliases are not names of fields',
    accepted: 'SELECT COUNT(Id) Names FROM Account',
    refused: 'SELECT COUNT(Id) Name FROM Account',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'aliases are for the result only',
    accepted: 'SELECT Type, COUNT(Id) n FROM Account GROUP BY Type ORDER BY COUNT(Id)',
    refused: 'SELECT Type, COUNT(Id) n FROM Account GROUP BY Type ORDER BY n',
    code: 'INVALID_FIELD',
  },
  {
    rule: 'HAVING is about groups',
    accepted: `SELECT Type FROM Account GROUP BY Type HAVING Type != 'x' AND (NOT COUNT(Id) > 3)`,
    refused: `SELECT Type FROM Account GROUP BY Type HAVING Name = 'x'`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'HAVING needs groups',
    accepted: "SELECT Type FROM Account GROUP BY Type HAVING MAX(Name) > 'a'",
    refused: 'SELECT COUNT(Id) FROM Account HAVING COUNT(Id) > 1',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'groups are ordered by what they have',
    accepted: 'SELECT Type FROM Account GROUP BY Type ORDER BY Type, MAX(Name)',
    refused: 'SELECT Type FROM Account GROUP BY Type ORDER BY Name',
    code: 'MALFORMED_QUERY',
    says: 'Ordered field must be grouped or aggregated: Name',
  },
  {
    rule: 'ROLLUP takes three fields',
    accepted: 'SELECT Type, City__c, Name FROM Account GROUP BY ROLLUP(Type, City__c, Name)',
    refused: 'SELECT Type FROM Account GROUP BY ROLLUP(Type, City__c, Name, Code__c)',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'ROLLUP stands alone',
    accepted: 'SELECT Type FROM Account GROUP BY CUBE(Type)',
    refused: 'SELECT Type FROM Account GROUP BY Name, ROLLUP(Type)',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'GROUPING is of rolled-up fields',
    accepted: 'SELECT Type, GROUPING(Type) g FROM Account GROUP BY ROLLUP(Type)',
    refused: 'SELECT Type, GROUPING(Type) g FROM Account GROUP BY Type',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'no child queries with groups',
    accepted: 'SELECT Id, (SELECT Id FROM Contacts) FROM Account',
    refused: 'SELECT Type, (SELECT Id FROM Contacts) FROM Account GROUP BY Type',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'date functions of moments are grouped',
    accepted: 'SELECT CALENDAR_YEAR(Since__c) FROM Account GROUP BY Since__c',
    refused: 'SELECT HOUR_IN_DAY(LastSeen__c) FROM Account GROUP BY DAY_ONLY(LastSeen__c)',
    code: 'MALFORMED_QUERY',
  },

  // Order, limit, offset.
  {
    rule: 'long texts are not sorted',
    accepted: `${ACCOUNTS} ORDER BY Name DESC NULLS LAST, Id`,
    refused: `${ACCOUNTS} ORDER BY Notes__c`,
    code: 'INVALID_FIELD',
    says: "field 'Notes__c' can not be sorted in a query call",
  },
  {
    rule: 'multi-picklists are not sorted',
    accepted: `${ACCOUNTS} ORDER BY Type`,
    refused: `${ACCOUNTS} ORDER BY Tags__c`,
    code: 'INVALID_FIELD',
  },
  {
    rule: 'labels are not sorted',
    accepted: `${ACCOUNTS} ORDER BY CALENDAR_YEAR(Since__c)`,
    refused: `${ACCOUNTS} ORDER BY toLabel(Type)`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: '32 fields of order',
    accepted: `${ACCOUNTS} ORDER BY ${WIDE.slice(6)}`,
    refused: `${ACCOUNTS} ORDER BY ${WIDE}`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'OFFSET ends at 2,000',
    accepted: `${ACCOUNTS} ORDER BY Id LIMIT 1 OFFSET 2000`,
    refused: `${ACCOUNTS} ORDER BY Id LIMIT 1 OFFSET 2001`,
    code: 'NUMBER_OUTSIDE_VALID_RANGE',
  },
  {
    rule: 'FOR UPDATE has no order',
    accepted: `${ACCOUNTS} FOR UPDATE`,
    refused: `${ACCOUNTS} ORDER BY Name FOR UPDATE`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'UPDATE TRACKING is for articles',
    accepted: `${ACCOUNTS} FOR VIEW`,
    refused: `${ACCOUNTS} UPDATE TRACKING`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'scopes are known',
    accepted: `${ACCOUNTS} USING SCOPE mine`,
    refused: `${ACCOUNTS} USING SCOPE team`,
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'mine needs an owner',
    accepted: 'SELECT Id FROM Task USING SCOPE everything',
    refused: 'SELECT Id FROM Task USING SCOPE mine',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'scopes have no child queries',
    accepted: `${ACCOUNTS} USING SCOPE everything`,
    refused: 'SELECT Id, (SELECT Id FROM Contacts) FROM Account USING SCOPE mine',
    code: 'MALFORMED_QUERY',
  },

  // Children and several kinds of parents.
  {
    rule: 'child queries use relationship names',
    accepted: 'SELECT Id, (SELECT Id FROM a.Contacts c) FROM Account a',
    refused: 'SELECT Id, (SELECT Id FROM Contact) FROM Account',
    code: 'INVALID_TYPE',
    says: "Didn't understand relationship 'Contact' in FROM part of query call",
  },
  {
    rule: 'child queries have no aggregates',
    accepted: 'SELECT Id, (SELECT Id FROM Contacts ORDER BY Name LIMIT 2) FROM Account',
    refused: 'SELECT Id, (SELECT COUNT(Id) FROM Contacts) FROM Account',
    code: 'MALFORMED_QUERY',
    says: 'only root queries support aggregate expressions',
  },
  {
    rule: 'child queries have no OFFSET',
    accepted: 'SELECT Id, (SELECT Id FROM Contacts LIMIT 1) FROM Account',
    refused: 'SELECT Id, (SELECT Id FROM Contacts LIMIT 1 OFFSET 1) FROM Account',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'a child relationship is asked once',
    accepted: 'SELECT (SELECT Id FROM Contacts), (SELECT Id FROM Tasks) FROM Account',
    refused: 'SELECT (SELECT Id FROM Contacts), (SELECT Name FROM Contacts) FROM Account',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'five levels of children',
    accepted:
      'SELECT (SELECT (SELECT (SELECT (SELECT Id FROM ChildAccounts) FROM ChildAccounts) FROM ChildAccounts) FROM ChildAccounts) FROM Account',
    refused:
      'SELECT (SELECT (SELECT (SELECT (SELECT (SELECT Id FROM ChildAccounts) FROM ChildAccounts) FROM ChildAccounts) FROM ChildAccounts) FROM ChildAccounts) FROM Account',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'TYPEOF is for several kinds',
    accepted: 'SELECT TYPEOF What WHEN Account THEN City__c ELSE Name END FROM Task',
    refused: 'SELECT TYPEOF Account WHEN Account THEN Name END FROM Contact',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'TYPEOF names objects of the lookup',
    accepted: 'SELECT TYPEOF What WHEN Invoice__c THEN Total__c END FROM Task',
    refused: 'SELECT TYPEOF What WHEN Contact THEN Email END FROM Task',
    code: 'INVALID_TYPE',
  },
  {
    rule: 'TYPEOF fields exist',
    accepted: 'SELECT TYPEOF What WHEN Account THEN Name END FROM Task',
    refused: 'SELECT TYPEOF What WHEN Account THEN Nmae END FROM Task',
    code: 'INVALID_FIELD',
  },
  {
    rule: 'TYPEOF stands without functions',
    accepted: 'SELECT TYPEOF What WHEN Account THEN Name END, Subject FROM Task',
    refused: 'SELECT TYPEOF What WHEN Account THEN Name END, FORMAT(CreatedDate) c FROM Task',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'TYPEOF stands without its path',
    accepted: 'SELECT TYPEOF What WHEN Account THEN Name END, Who.Name FROM Task',
    refused: 'SELECT TYPEOF What WHEN Account THEN Name END, What.Name FROM Task',
    code: 'MALFORMED_QUERY',
  },
  {
    rule: 'TYPEOF stands without groups',
    accepted: 'SELECT WhatId FROM Task GROUP BY WhatId',
    refused: 'SELECT TYPEOF What WHEN Account THEN Name END FROM Task GROUP BY WhatId',
    code: 'MALFORMED_QUERY',
  },
]

describe('every rule accepts what is right and refuses what is wrong', () => {
  test.each(RULES)('$rule', async ({ accepted, refused, code, says }) => {
    const good = await org.query(accepted)
    expect(good.body).toHaveProperty('records')
    expect(good.status).toBe(200)
    const bad = await org.query(refused)
    expect(bad.body).toEqual([{ errorCode: code, message: expect.stringContaining(says ?? '') }])
    expect(bad.status).toBe(400)
  })
})

test('queries have 100,000 characters at most', async () => {
  const longest = `SELECT Id FROM Account WHERE Name = 'x'`.padEnd(100_000, ' ')
  const ask = (soql: string) => {
    const url = `/services/data/v67.0/query?q=${encodeURIComponent(soql)}`
    const body = JSON.stringify({ compositeRequest: [{ method: 'GET', url, referenceId: 'q' }] })
    return org.request('/services/data/v67.0/composite', { method: 'POST', body })
  }
  expect((await ask(longest)).body.compositeResponse[0].httpStatusCode).toBe(200)
  const refused = (await ask(`${longest} `)).body.compositeResponse[0]
  expect(refused.httpStatusCode).toBe(400)
  expect(refused.body[0].errorCode).toBe('MALFORMED_QUERY')
})

test('a refusal points to the place', async () => {
  const { body } = await org.query('SELECT Id, Foo FROM Account')
  expect(body[0].message).toBe(
    "\nSELECT Id, Foo FROM Account\n           ^\nERROR at Row:1:Column:12\nNo such column 'Foo' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.",
  )
})
