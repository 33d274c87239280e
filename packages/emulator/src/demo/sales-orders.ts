import type { Customer } from './accounts.js'
import { type DemoContext, scaled } from './context.js'
import type { Currencies } from './currencies.js'
import { dayText } from './day.js'
import { amount, roundToCurrency } from './money.js'
import type { Opportunity } from './opportunities.js'
import type { Products } from './products.js'
import { at } from './random.js'

/** Orders for goods; their total is the sum of quantity times price of their lines. */
export function createSalesOrders(
  context: DemoContext,
  currencies: Currencies,
  customers: readonly Customer[],
  opportunities: readonly Opportunity[],
  products: Products,
): void {
  const { writer, start, asOf } = context
  const random = context.random.fork('sales orders')
  const won = opportunities.filter(({ isWon, isServices }) => isWon && !isServices)
  const count = scaled(context, 90, 30)
  for (let index = 0; index < count; index++) {
    const opportunity = random.chance(0.4) ? at(won, index) : undefined
    const customer = opportunity?.customer ?? at(customers, index * 11)
    const day = random.integer(start, asOf)
    const age = asOf - day
    const status =
      age > 40
        ? random.weighted([
            ['Closed', 85],
            ['Canceled', 5],
            ['Shipped', 10],
          ] as const)
        : random.pick(['Draft', 'Approved', 'Shipped'] as const)
    const lines = Array.from({ length: random.integer(1, 4) }, () => {
      const product = random.pick(products.goods)
      const price = roundToCurrency(
        product.price * currencies.rate('USD', customer.currency, day),
        customer.currency,
      )
      return { product, price, quantity: random.integer(1, 30) }
    })
    const total = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0)
    const orderId = writer.add('SCMC__Sales_Order__c', day, {
      CurrencyIsoCode: customer.currency,
      OwnerId: customer.ownerId,
      SCMC__Customer_Account__c: customer.id,
      SCMC__Sales_Order_Date__c: dayText(day),
      SCMC__Status__c: status,
      SCMC__Billed_Status__c:
        status === 'Closed' ? 'Completely Billed' : status === 'Shipped' ? 'Partially Billed' : 'Not Billed',
      SCMC__Approval_Date__c: status === 'Draft' ? null : `${dayText(Math.min(asOf, day + 1))}T10:30:00.000Z`,
      SCMC__Current_Promise__c: dayText(day + 14),
      SCMC__Total_Value__c: amount(total),
      SCMC__Applied_Discount__c: index % 6 === 0 ? 25 : null,
      SCMC__Confirm_To__c:
        index % 3 === 0 ? null : `orders@customer${(index % customers.length) + 1}.example`,
      SCMC__Opportunity__c: opportunity?.id ?? null,
    })
    for (const { product, price, quantity } of lines) {
      writer.add('SCMC__Sales_Order_Line_Item__c', day, {
        CurrencyIsoCode: customer.currency,
        SCMC__Sales_Order__c: orderId,
        SCMC__Quantity__c: quantity,
        SCMC__Price__c: amount(price),
        SCMC__Customer_Commitment_Date__c: dayText(day + 14),
        Product__c: product.id,
      })
    }
  }
}
